"""What the API answers: pages of rows, one row, counts, a coded text; formats, tags, and faults told together."""

from __future__ import annotations

import csv
import io
import threading
import time
from datetime import date
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from lapwing.explorer.api import OpenStore, make_api
from lapwing.explorer.api.formats import ARROW
from lapwing.explorer.api.tables import TABLES
from lapwing.store import Store

NAMES = [name for name in TABLES if name != "opinions"]


def faults(answer, status):
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    return answer.json()["faults"]


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_the_whole_table_once(client, api_store, name):
    """Cursor by cursor every row comes once, the latest day first, those without a day last."""
    rows, address = [], f"/{name}?limit=2"
    while address:
        answer = client.get(address.removeprefix("/api/v1")).json()
        rows += answer["items"]
        assert len(answer["items"]) == 2 or answer["next"] is None
        address = answer["next"]
    table = TABLES[name]
    expected = api_store.query(f"select id, {table.day} from {table.view}").fetchall()
    assert rows
    expected.sort(key=lambda row: (row[1] is None, -(row[1] or date.min).toordinal(), row[0]))
    assert [row["id"] for row in rows] == [row_id for row_id, _ in expected]


@pytest.mark.parametrize("name", NAMES)
def test_one_row(client, name):
    """By its id, the same as in the list."""
    (row,) = client.get(f"/{name}?limit=1").json()["items"]
    assert client.get(f"/{name}/{row['id']}").json() == row
    assert faults(client.get(f"/{name}/nobody"), 404) == [f"There is no 'nobody' among the {name}."]


def test_terms_choose_rows(client):
    """The vocabulary of selections, with several values, and the meaning it has for each table."""
    assert {e["type"] for e in client.get("/events?type=COERCE,CONSULT").json()["items"]} == {"COERCE", "CONSULT"}
    assert {e["place"] for e in client.get("/reports?in=SDN").json()["items"]} == {"Omdurman"}
    (article,) = client.get("/articles?since=2024-05-01&until=2024-05-31").json()["items"]
    events = client.get(f"/events?article={article['id']}").json()["items"]
    assert {article["id"]} == {i for e in events for i in e["article_ids"]}
    assert client.get(f"/claims?article={article['id']}").json()["items"]
    assert [c["by_countries"] for c in client.get("/commitments?by=KEN").json()["items"]] == [["KEN"]]
    assert client.get("/commitments?by=SDN").json()["items"] == []
    (notice,) = client.get("/notices?since=2024-06-09").json()["items"]
    assert notice["last_day"] == "2024-06-09"
    assert client.get("/notices?since=2024-06-10").json()["items"] == []
    (statement,) = client.get("/statements?by=FJI").json()["items"]
    assert "We will not wait" in statement["quote"]


@pytest.mark.parametrize(
    "address",
    [
        "/events?limit=2",
        "/events?type=COERCE&country=EGY",
        "/events?words=market&realis=actual",
        "/reports?since=2024-06-01&least_score=0.5&format=csv",
        "/reports?sector=MIL,REB",
        "/claims?by=EGY",
        "/aggregates?group=day&until=2024-06-05",
        "/aggregates?group=country&group=month&kind=reports",
    ],
)
def test_an_index_answers_the_same(api_app, indexed_app, address):
    """Page by page and count by count."""
    clients = [TestClient(app, base_url="http://localhost/api/v1") for app in (api_app, indexed_app)]
    for _ in range(3):
        plain, indexed = (client.get(address) for client in clients)
        assert (plain.status_code, plain.content) == (200, indexed.content)
        if "next" not in plain.links:
            break
        address = plain.links["next"]["url"].removeprefix("/api/v1")


def test_all_faults_at_once(client):
    """Unknown names, values that are none and limits, in one answer."""
    told = " ".join(faults(client.get("/events?colour=red&type=RIOT&since=tomorrow&limit=0&realis="), 422))
    assert all(word in told for word in ("colour", "RIOT", "tomorrow", "limit '0'", "realis is empty"))
    assert faults(client.get("/openapi.json?x=1"), 422)
    assert faults(client.get("/nothing"), 404)
    assert faults(client.delete("/events"), 405)


def test_what_the_user_writes_is_a_value(client):
    """No SQL in names, ids or cursors."""
    hostile = "x') or ('1' = '1"
    assert client.get(f"/events?who={quote(hostile)}").json()["items"] == []
    assert client.get(f"/events?article={quote(hostile)}").json()["items"] == []
    assert client.get(f"/events/{quote(hostile)}").status_code == 404


@pytest.mark.parametrize("cursor", ["x", "bnVsbA==", "WzEsMiwzLDRd", "é", "WyJhIiwiYiIsIjIwMjQiLCJjIl0="])
def test_broken_cursors_are_refused(client, cursor):
    """What no page ended with."""
    assert "cursor is none" in faults(client.get(f"/events?cursor={quote(cursor)}"), 400)[0]


def test_cursors_belong_to_a_question_and_a_state(coder, tmp_path):
    """Another question is refused. Pages that are added do not move what is read; opened again, the store has them, and the cursor is gone."""
    store = Store.create(tmp_path / "store")
    store.append(
        [coder.code_text("Kenya expelled Sudan's ambassador. Peru's president visited Chile.")], coder_digest="c"
    )
    client = TestClient(make_api(OpenStore.open(store), make_coder=lambda: coder))
    following = client.get("/events?limit=1").json()["next"].removeprefix("/api/v1")
    assert client.get(following).status_code == 200
    assert "another question" in faults(client.get(following + "&type=CONSULT"), 400)[0]
    assert "another question" in faults(client.get(following.replace("events", "reports")), 400)[0]
    store.append([coder.code_text("Fiji condemned Mali on Monday.")], coder_digest="c")
    assert client.get(following).status_code == 200
    opened_again = TestClient(make_api(OpenStore.open(store), make_coder=lambda: coder))
    assert "has changed" in faults(opened_again.get(following), 410)[0]
    assert len(opened_again.get("/events").json()["items"]) == 3


def test_csv_is_safe_and_whole(coder, tmp_path):
    """A cell that a spreadsheet would run is text; lists are JSON; the next page is in the header Link."""
    store = Store.create(tmp_path / "store")
    store.append(
        [
            coder.code_text(
                "=HYPERLINK(1) Kenya expelled Sudan's ambassador.\n-3 degrees fell on Peru, which condemned Chile."
            )
        ],
        coder_digest="c",
    )
    client = TestClient(make_api(OpenStore.open(store), make_coder=lambda: coder))
    answer = client.get("/reports?limit=1", headers={"accept": "text/csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    (row,) = csv.DictReader(io.StringIO(answer.text))
    following = answer.links["next"]["url"].removeprefix("/api/v1")
    (other,) = csv.DictReader(io.StringIO(client.get(following, headers={"accept": "text/csv"}).text))
    both = sorted([row, other], key=lambda r: r["type"])
    assert [r["type"] for r in both] == ["ACCUSE", "SANCTION"]
    assert both[1]["sentence"].startswith("'=HYPERLINK")
    assert both[1]["actor_countries"] == '["KEN"]'


def test_arrow_is_the_same_rows(client):
    """A stream that other libraries read, with the store's types."""
    import polars

    frame = polars.read_ipc_stream(client.get("/events", headers={"accept": ARROW}).content)
    assert frame["id"].to_list() == [e["id"] for e in client.get("/events").json()["items"]]
    assert frame.schema["first_day"] == polars.Date
    assert frame.schema["dead"] == polars.Struct({"low": polars.Int32, "best": polars.Int32, "high": polars.Int32})


def test_formats_that_there_are_not(client):
    """A clear no, and the word of the address before that of the header."""
    assert "text/csv" in faults(client.get("/events", headers={"accept": "application/xml"}), 406)[0]
    assert client.get("/events?format=csv", headers={"accept": "application/json"}).text.startswith("id,type")
    assert faults(client.get("/aggregates?group=type&format=arrow"), 422)


def test_unchanged_answers_are_not_sent_again(client):
    """304 for the same question, format and store; another question has another tag."""
    tag = client.get("/events").headers["etag"]
    again = client.get("/events", headers={"if-none-match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    others = ("/events?limit=1", "/events?format=csv", "/reports", "/aggregates?group=type")
    assert all(client.get(a, headers={"if-none-match": tag}).status_code == 200 for a in others)


def test_aggregates(client):
    """Counts with the pages coded beside, also as CSV."""
    told = client.get("/aggregates?group=month&type=COERCE").json()
    assert [r for r in told["rows"] if r["n"]] == [{"month": "2024-05-01", "n": 1, "n_pages": 1}]
    assert (told["n"], told["n_pages"], told["is_cut"]) == (1, 3, False)
    assert client.get("/aggregates?group=type&in=EGY&format=csv").text == "type,n\r\nCOERCE,1\r\n"
    assert client.get("/aggregates?group=type&type=AID&realis=denied&format=csv").text == "type,n\r\n"
    assert "day, week and month" in faults(client.get("/aggregates?group=day,month"), 422)[0]


def test_a_text_is_coded(client, api_store):
    """The object of `lapwing code`, with title and day; what cannot be coded says why; nothing is stored."""
    text = {"text": "Kenya expelled Sudan's ambassador on Friday.", "title": "Envoy out", "published_on": "2024-05-10"}
    coded = client.post("/code", json=text).json()
    assert coded["article"]["title"] == "Envoy out"
    assert [(e["type"], e["period"]["first_day"]) for e in coded["events"]] == [("SANCTION", "2024-05-10")]
    assert client.post("/code", json={"text": "Hello"}).json()["skipped"]["reason"] == "no_article"
    assert api_store.query("select count(*) from articles").fetchall() == [(3,)]


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"text": "Kenya met Peru."}', "text/plain", 415),
        (b'{"text": "' + b"x" * 2_000_000 + b'"}', "application/json", 413),
        (b'{"text": "' + b"x" * 100_001 + b'"}', "application/json", 422),
        (b'{"text": "\\ud800 Kenya met Peru."}', "application/json", 422),
        (b'["text"]', "application/json", 422),
    ],
)
def test_bodies_that_cannot_be_coded(client, content, kind, status):
    """Not JSON, too large, not a text."""
    assert faults(client.post("/code", content=content, headers={"content-type": kind}), status)
    wrong = client.post("/code", json={"text": 3, "mood": "good", "published_on": "May"})
    assert len(faults(wrong, 422)) == 3


def test_a_text_that_takes_too_long(coder, api_store):
    """The caller is told in time, and the next text is coded when the coder is free again."""

    class Slow:
        def code_page(self, page, *, published):
            time.sleep(0.3)
            return coder.code_page(page, published=published)

    client = TestClient(make_api(OpenStore.open(api_store), make_coder=Slow, code_timeout_seconds=0.1))
    with client:
        answer = client.post("/code", json={"text": "Kenya met Peru on Monday."})
    assert "within 0.1 seconds" in faults(answer, 503)[0]
    assert answer.headers["retry-after"] == "1"


def test_what_breaks_is_no_secret_told(coder):
    """What breaks inside is a 500 without its insides."""

    class Broken:
        consolidation, index, lock = "state", None, threading.Lock()

        @property
        def views(self):
            raise OSError("/home/somebody/segments cannot be read")

    client = TestClient(make_api(Broken(), make_coder=lambda: coder), raise_server_exceptions=False)
    assert "somebody" not in faults(client.get("/events"), 500)[0]
