from __future__ import annotations

from datetime import date

import pytest

from lapwing.records import Annotation, Mention, MentionKind, Span
from lapwing.resolving.actors import Setting, resolve_actors
from lapwing.settings import Settings


@pytest.fixture
def who(coder, make_article):
    """(country, sector) of the actors that the last mention with these words stands for."""

    def find(text: str, words: str):
        coded = coder.code_article(make_article(*text.split("\n")))
        spans = [s for s in coded.resolution.actors_by_span if s.of(coded.article.text) == words]
        return [(a.country, a.sector) for a in coded.resolution.actors_by_span[spans[-1]]]

    return find


@pytest.mark.parametrize("kind", [MentionKind.PERSON, MentionKind.GROUP])
def test_a_described_person_has_the_sector_of_the_office(coder, make_article, kind):
    """Whether an annotator calls "the Kenyan minister" a person or a group makes no difference."""
    text = "The Kenyan interior minister left."
    mention = Mention(Span(0, 28), kind, Span(11, 28))
    setting = Setting(None, None, None, frozenset())
    article = make_article(text)
    annotation = Annotation((Span(0, len(text)),), (mention,), (), ())
    ((actor,),) = resolve_actors(article, annotation, coder.tables, setting, Settings()).values()
    assert (actor.country, actor.sector) == ("KEN", "GOV")


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Peruvian Foreign Minister Ana Ruiz left.", "Peruvian Foreign Minister Ana Ruiz", [("PER", "GOV")]),
        (
            "Peruvian Foreign Minister Ana Ruiz left.\nRuiz will be back on Monday, and Ruiz said so.",
            "Ruiz",
            [("PER", "GOV")],
        ),
        ("The Kenyan army moved.", "The Kenyan army", [("KEN", "MIL")]),
        ("Iceland's president left.", "Iceland's president", [("ISL", "GOV")]),
        ("The government of Italy fell.", "The government of Italy", [("ITA", "GOV")]),
        ("The Kremlin condemned Japan.", "The Kremlin", [("RUS", "GOV")]),
        ("Tokyo condemned Chile.", "Tokyo", [("JPN", "GOV")]),
        ("The United Nations condemned Chile.", "The United Nations", [("UNO", None)]),
        ("Brussels condemned Chile.", "Brussels", [("EUR", None)]),
        ("Greek and Turkish officers met.", "Greek and Turkish officers", [("GRC", "MIL"), ("TUR", "MIL")]),
        ("Ana Ruiz, the Chilean defence minister, left.", "Ana Ruiz", [("CHL", "GOV")]),
        (
            "Japanese Foreign Minister Jo Ono and Defence Minister Ken Abe left.",
            "Defence Minister Ken Abe",
            [("JPN", "GOV")],
        ),
    ],
)
def test_printed(who, text, words, expected):
    """What the phrase itself, its apposition or an earlier mention says."""
    assert who(text, words) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Chile and Peru met in Oslo.\nThe two countries agreed to meet again.", "The two countries", ["CHL", "PER"]),
        ("Japan and Norway met.\nMinisters praised the Asian nation.", "the Asian nation", ["JPN"]),
        ("Peruvian Foreign Minister Ana Ruiz left.\nShe accused Chile.", "She", ["PER"]),
        ("Chile and Peru met.\nThey condemned Bolivia.", "They", ["CHL", "PER"]),
        ("The Yemeni government met the Houthis in Muscat.\nOman praised the government.", "the government", ["YEM"]),
    ],
)
def test_references(who, text, words, expected):
    """Groups, epithets, pronouns and definite descriptions stand for what was named before."""
    assert [country for country, _ in who(text, words)] == expected


def test_a_bare_title_in_a_short_text_stays_open(who):
    """A president without a nationality is not given that of the town where he speaks."""
    assert who("In Lusaka, President Ouro signed the truce.", "President Ouro") == [(None, "GOV")]


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Kenya's finance minister, Grace Otieno, condemned Uganda.", "Grace Otieno", "KEN"),
        ("Ana Ruiz, arrested in Lima, condemned Chile.", "Ana Ruiz", None),
        ("Eva Soto, said Peru must leave.", "Eva Soto", None),
        ("Chad Smith condemned Bolivia.", "Chad Smith", None),
    ],
)
def test_who_is_accused_is_not_who_accuses(who, text, words, country):
    """A country after a name is the name's only in a description."""
    assert who(text, words)[0][0] == country


def test_bare_groups_when_dateline_and_story_disagree(who):
    """Soldiers in a story from Warsaw about Russian drones are nobody's until the text says whose."""
    text = "WARSAW (Reuters) - Russian drones and Russian jets crossed the border. Soldiers were deployed. Russian officials denied it."
    assert who(text, "Soldiers") == [(None, "MIL")]


def test_ambiguous_name_stays_open(who):
    """ "Congolese" can be either of two states; without more it is neither."""
    assert who("Congolese condemned the plan.", "Congolese")[0][0] is None
    assert (
        who("The Democratic Republic of the Congo fell silent.\nCongolese condemned the plan.", "Congolese")[0][0]
        == "COD"
    )


def test_backed_by_is_not_owned_by(who):
    """What follows a country with "-backed" is not that country's."""
    assert who("U.S.-backed fighters in Syria left.", "fighters")[0][0] != "USA"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Police fired on a crowd in Lima.\nThey left at dawn.", "They"),
        ("Soldiers entered Lima.\nA police spokeswoman, Ana Ruiz, condemned the raid.", "Ana Ruiz"),
        ("Soldiers entered Lima.\nA police spokeswoman, Ana Ruiz, condemned it.\nRuiz left on Monday.", "Ruiz"),
    ],
)
def test_a_guess_stays_a_guess(coder, make_article, words, text):
    """A country taken from the scene is no surer when a pronoun, an apposition or a surname refers to it."""
    coded = coder.code_article(make_article(*text.split("\n")))
    by_span = coded.resolution.actors_by_span
    actors = next(actors for span, actors in by_span.items() if span.of(coded.article.text) == words)
    assert [(a.country, a.match.score) for a in actors] == [("PER", 0.5)]


@pytest.mark.parametrize(
    ("text", "words", "countries"),
    [
        (
            "Saudi Arabia praised Oman for its help to Yemen. The kingdom pulled out of the talks.",
            "The kingdom",
            ["SAU"],
        ),
        ("Denmark and Sudan signed a treaty. Later Kenya joined. The republic has no navy.", "The republic", ["KEN"]),
        (
            "Chad and Niger fought on Monday. In Nairobi, the United Nations urged both sides to stop.",
            "both sides",
            ["TCD", "NER"],
        ),
    ],
)
def test_who_is_meant(coder, text, words, countries):
    """A kingdom is one that has a king; who urges both sides is neither of them."""
    coded = coder.code_text(text, published=date(2024, 5, 10))
    body = coded.article.text
    meant = [
        [a.country for a in actors]
        for span, actors in coded.resolution.actors_by_span.items()
        if span.of(body) == words
    ]
    assert meant == [countries]
