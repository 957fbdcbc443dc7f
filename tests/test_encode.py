from __future__ import annotations

import json
from datetime import date

from lapwing.encode import encode
from lapwing.records import Skipped, SkipReason, SourceRef


def test_contract_of_a_coded_article(coder, make_article, spans):
    """The keys that outside checks rely on, plain JSON, and every span quoting the text it points at."""
    text = 'Kenyan President Ana Ouro condemned Uganda on Tuesday in Nairobi. "They must leave," Ouro said.'
    coded = encode(coder.code_article(make_article(text, header=date(2024, 5, 10))))
    assert json.loads(json.dumps(coded)) == coded
    assert {
        "article",
        "story_date",
        "events",
        "statements",
        "commitments",
        "claims",
        "notices",
        "itineraries",
        "opinions",
        "opinion_summary",
    } == coded.keys()
    assert {"header_date", "story_date", "margin", "evidence"} <= coded["story_date"].keys()
    event = coded["events"][0]
    assert {
        "id",
        "type",
        "modes",
        "contexts",
        "trigger",
        "actors",
        "recipients",
        "period",
        "place",
        "realis",
        "score",
        "evidence",
    } <= event.keys()
    assert {"text", "start", "end", "name", "country", "sector", "score"} <= event["actors"][0].keys()
    assert {"text", "start", "end", "name", "country", "latitude", "longitude", "level"} <= event["place"].keys()
    assert event["period"]["first_day"] == "2024-05-07"
    found = [s for key in ("events", "statements", "story_date") for s in spans(coded[key])]
    assert found
    assert all(coded["article"]["text"][s["start"] : s["end"]] == s["text"] for s in found)


def test_skipped():
    skipped = Skipped(SourceRef("a.txt", 3), "reading", SkipReason.EMPTY, "no text in it")
    assert encode(skipped) == {
        "skipped": {
            "source": {"file": "a.txt", "record": 3},
            "step": "reading",
            "reason": "empty",
            "detail": "no text in it",
        }
    }


def test_contract_of_opinions(coder, make_page):
    """Opinions with spans of their comment, a summary in which copies count once, and marks on the comments."""
    text = "After all these years it is plain that Peru is corrupt and Chile is honest."
    tail = f"Nemo\n{text}\nrio9\n{text}\n"
    article = " date 2025-07-15 Ecuador condemned Peru on Tuesday over a dam on the border river.\nIt was built in 1971.© AFP\n"
    coded = encode(coder.code_page(make_page(article + tail)))
    assert json.loads(json.dumps(coded)) == coded
    first, second = coded["article"]["comments"]
    assert (first["language"], first["copy_of"], first["n_copies"]) == ("en", None, 2)
    assert (second["copy_of"], second["n_copies"]) == (first["id"], 2)
    opinion = coded["opinions"][0]
    assert {"id", "comment_id", "clause", "target", "cues", "polarity", "score", "reason", "detail"} == opinion.keys()
    assert text[opinion["clause"]["start"] : opinion["clause"]["end"]] == opinion["clause"]["text"]
    assert coded["opinion_summary"] == [
        {"target": "Chile", "country": "CHL", "n_comments": 1, "n_positive": 1, "n_negative": 0, "mean_polarity": 0.7},
        {"target": "Peru", "country": "PER", "n_comments": 1, "n_positive": 0, "n_negative": 1, "mean_polarity": -0.8},
    ]
