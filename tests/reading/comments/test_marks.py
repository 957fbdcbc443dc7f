from __future__ import annotations

import re

import pytest
from lxml import etree
from lxml.html import fromstring

from lapwing.reading.comments.marks import has, lists, tells_of_comments, words_of


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        ("mtbCommentText", "text"),
        ("kommentar-item", "comment"),
        ("comments__list", "region"),
        ("user_name", "author"),
        ("Foo_author__x7Hd", "author"),
    ],
)
def test_marks_are_cut_into_words(mark, name):
    """A mark is read whatever the habit of writing it."""
    assert has(fromstring(f'<p class="{mark}">x</p>'), name)


def test_looks_are_no_marks():
    """Classes that say how text looks say nothing of what it is."""
    assert "text" not in words_of(fromstring('<p class="text-sm md:text-center">x</p>'))


def test_word_of_another_word_is_none():
    assert not tells_of_comments("commensurate")


def test_lists_are_sound():
    """Words are lower case, patterns compile and match no empty line, paths are XPath."""
    data = lists()
    assert all(word == word.lower() and " " not in word for words in data.words.values() for word in words)
    assert data.ui.fullmatch("") is None
    assert re.compile(data.says.pattern)
    for platform in data.platforms:
        assert etree.XPath(platform.item)
        assert etree.XPath(platform.text)
