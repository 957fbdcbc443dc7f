from __future__ import annotations

import re

from lapwing.records import Skipped
from lapwing.report import index_entry, index_html, notebook_html, page_html

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def test_page_shows_words_records_and_comments_apart(coder, make_page):
    page = make_page(
        " date 2025-07-15 Ecuador condemned Peru on Tuesday over a dam on the border river that both states share.\n"
        "The dam was built in 1971 by a company from Lima and holds half of the river's water.© AFP\n"
        "Nemo\nDams do not read accords.\n"
    )
    html = page_html(coder.code_page(page))
    assert re.search(r'<mark class="trigger" data-records="E1"[^>]*>condemned</mark>', html)
    assert "ACCUSE" in html
    assert "Never read for events" in html
    assert html.index("Dams do not read accords.") > html.index("Readers’ comments")
    assert "http" not in html.replace("http-equiv", "")  # nothing is fetched


def test_scraped_text_is_only_text(coder, make_article, make_page):
    """Markup in text, title, names of commenters and addresses is shown, not run."""
    text = f"Ecuador {HOSTILE} condemned Peru on Tuesday over a dam on the border river that both states share.© AFP\n{HOSTILE[:30]}\n{HOSTILE}"
    coded = coder.code_page(make_page(text, title=HOSTILE, url='https://e.example/"onmouseover="alert(3)'))
    for html in (page_html(coded), index_html([index_entry("x.html", coded)]), notebook_html([coded], [])):
        body = html.split("<body", 1)[-1].rsplit("<script>", 1)[0] if "<body" in html else html
        assert "<img" not in body
        assert "<script>alert" not in body
        assert 'onmouseover="' not in body


def test_notebook_says_what_is_missing(coder, make_article):
    coded = coder.code_article(make_article("Ecuador condemned Peru."))
    html = notebook_html([coded] * 5, [Skipped(coded.article.source, "reading", "empty", "no text in it")])
    assert "3 of 5 articles shown" in html
    assert "1 skipped" in html


def test_what_readers_say_stands_apart(coder, make_page):
    """A panel of its own, below the article and never among its records; copies are named, and markup in opinions is only text."""
    page = make_page(
        " date 2025-07-15 Ecuador condemned Peru on Tuesday over a dam on the border river that both states share.\n"
        "The dam was built in 1971 by a company from Lima and holds half of the river's water.© AFP\n"
        f"Nemo\nPeru is <b>utterly</b> corrupt {HOSTILE} and always was.\n"
        f"rio9\nPeru is <b>utterly</b> corrupt {HOSTILE} and always was.\n"
    )
    html = page_html(coder.code_page(page))
    panel = html[html.index('<div class="readers">') : html.index("<aside>")]
    assert "What readers say" in panel
    assert "1 against" in panel
    assert "&lt;b&gt;utterly&lt;/b&gt;" in panel
    assert "<img" not in panel
    assert "<script>" not in panel
    assert "says again what an earlier comment says" in panel
    assert "What readers say" not in html[html.index("<aside>") :]
