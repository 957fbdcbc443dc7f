"""The pages: each shows what the store says, works without a script, and says what is the matter when something is."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from html import unescape

import pytest
from starlette.testclient import TestClient

from lapwing.explorer.app import DOWNLOADS, Explored, make_app
from lapwing.store import Store
from lapwing.store.index import open_index

PAGES = ["/", "/?kind=reports", "/?draw=matrix&ties=undirected&per=pages", "/?realis=actual&sort=-score&page=1", "/statements", "/commitments", "/notices", "/readers", "/reviews", "/help",
         "/actor/KEN", "/actor/xxx", "/place?place=Garissa", "/?type=AID", "/?words=camp&country=KEN"]  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_every_page_stands(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert "<h2" in answer.text or "<h1" in answer.text


@pytest.mark.parametrize("address", ["/", "/actor/KEN", "/place?place=Nairobi&in=KEN", "/statements", "/notices"])
def test_every_link_leads_somewhere(client, store, address):
    """No link of ours is dead; none leaves the machine but those to the pages themselves."""
    text = client.get(address).text
    links = {unescape(link) for link in re.findall(r'(?<!:)\bhref="([^"#]*)', text) if link}
    assert len(links) > 10
    outlines = sorted(link for link in links if re.search(r"[?&]in=[A-Z]{3}$", link))
    for link in sorted(links - set(outlines[5:])):  # of the 230 countries on the map five stand for all
        if link.startswith("/download/"):
            continue  # test_downloads
        if link.startswith("http"):
            assert re.match(r"https://\w+\.example\.org/", link)
            continue
        url = address.split("?")[0] + link if link.startswith("?") else link
        assert client.get(url).status_code == 200, url


def test_from_the_map_to_the_sentence_in_two_clicks(client):
    """A mark leads to the rows of its place, a row to the paragraph and its outlet."""
    (mark,) = re.findall(
        r'<a[^>]*href="([^"]*)"[^>]*aria-label="Garissa, KEN[^>]*>', client.get("/?realis=actual").text
    )
    rows = client.get("/" + unescape(mark)).text
    opened = unescape(re.search(r'class="open" href="([^"]*)"', rows)[1]).split("#")[0]
    evidence = client.get("/" + opened.lstrip("/")).text
    assert 'id="evidence"' in evidence
    drawer = evidence[evidence.index('id="evidence"') :]
    assert re.search(r'<mark class="trigger"[^>]*>\w+', drawer)
    assert "example.org" in drawer or "AFP" in drawer


def test_disputed_numbers_are_shown(client, store):
    """Twelve dead by one source and fifteen by another: both stand there."""
    ((event,),) = store.query("select id from consolidated_events where list_contains(disputed, 'dead')").fetchall()
    text = client.get(f"/?sel={event}").text
    drawer = text[text.index('id="evidence"') :]
    assert "Sources differ" in drawer
    assert re.search(r"dead</span> 12 ", drawer)
    assert re.search(r"dead</span> 15 ", drawer)


def test_readers_stand_apart(client):
    """The panel says what it is."""
    assert "Nothing here is reporting" in client.get("/readers").text


def test_terms_that_do_not_narrow_are_named(client):
    assert "Not narrowed by type" in client.get("/statements?type=AID").text


@pytest.mark.parametrize(("address", "status", "words"), [
    ("/?type=KISS", 400, "is none of AGREE"), ("/?colour=red", 400, "unknown: colour"), ("/article/none", 404, "No such article"), ("/place", 200, "Where"),
    ("/?sel=none", 200, "No such event"), ("/static/../app.py", 404, ""), ("/static/app.py", 404, "no such file"), ("/nowhere", 404, ""),
])  # fmt: skip
def test_what_is_the_matter(client, address, status, words):
    answer = client.get(address)
    assert answer.status_code == status
    assert words in unescape(answer.text)


def test_an_empty_store(tmp_path):
    """Nothing to show is shown as that."""
    store = Store.create(tmp_path / "empty")
    client = TestClient(make_app(Explored.open(store, open_index(store))), base_url="http://localhost")
    for address in PAGES:
        assert client.get(address).status_code == 200
    assert "Nothing meets what is asked for" in client.get("/").text


def test_a_store_that_grows_says_so(tmp_path, coder):
    """What was coded since is not silently missing."""
    store = Store.create(tmp_path / "growing")
    store.append([coder.code_text("Kenya condemned Somalia on Monday.")], coder_digest="c")
    client = TestClient(make_app(Explored.open(store, open_index(store))), base_url="http://localhost")
    assert "since it was opened" not in client.get("/").text
    store.append([coder.code_text("Chile condemned Peru on Monday.")], coder_digest="c")
    store.consolidate()  # as another process may
    shown = client.get("/").text
    assert "since it was opened" in shown
    assert "Chile condemned" not in shown
    assert "Chile condemned" in client.post("/refresh").text.replace("<b>", "").replace("</b>", "")
    assert "since it was opened" not in client.get("/").text


@pytest.mark.parametrize("form", sorted(DOWNLOADS))
def test_downloads(client, form, store):
    """What is asked for as a file that opens, with the same number of events; what a format loses travels with it."""
    answer = client.get(f"/download/{form}?type=ASSAULT,CONSULT")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    ((n,),) = store.query("select count(*) from consolidated_events where type in ('ASSAULT', 'CONSULT')").fetchall()
    content = answer.content
    if form in ("geojson", "plover"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert {name.rsplit(".", 1)[1] for name in archive.namelist()} >= {"json", "jsonl"}
    elif form == "csv":
        assert len(list(csv.reader(io.StringIO(content.decode())))) == n + 1
    elif form == "jsonl":
        assert len(content.splitlines()) == n
    elif form == "parquet":
        assert content[:4] == content[-4:] == b"PAR1"
    assert client.get("/download/exe").status_code == 400


# --- reviews ---------------------------------------------------------------------------------------------


def judge(client, **given):
    return client.post("/review", data=given, follow_redirects=False)


def test_a_verdict_is_kept_and_shown(client, store):
    """One key, one line in the log; the table and the evidence show it; undo takes it back."""
    ((event,),) = store.query("select id from consolidated_events where type = 'CONSULT' limit 1").fetchall()
    answer = judge(client, sel=event, kind="events", verdict="accept", back=f"/?sel={event}", note="plain")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/?sel={event}")
    shown = client.get(f"/?sel={event}").text
    assert "<b>accepted</b> by ana" in shown
    assert 'class="verdict accept" title="accept by ana"' in shown
    assert "plain" in client.get("/reviews").text
    judge(client, sel=event, verdict="undo", back="/")
    assert "<b>accepted</b>" not in client.get(f"/?sel={event}").text
    assert client.get("/reviews").text.count("CONSULT") == 2


def test_a_correction(client, store):
    """Only what differs is kept."""
    ((event, mode),) = store.query("select id, mode from events where type = 'CONSULT' limit 1").fetchall()
    fields = {
        "type": "CONSULT",
        "mode": mode or "-",
        "realis": "planned",
        "actor_countries": "sdn",
        "recipient_countries": "KEN",
    }
    assert judge(client, sel=event, kind="reports", verdict="correct", back="/", **fields).status_code == 303
    assert "realis → planned" in client.get("/reviews").text
    assert judge(client, sel=event, kind="reports", verdict="correct", back="/", type="KISS").status_code == 400
    judge(client, sel=event, verdict="undo", back="/")


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_back_leads_to_our_own_pages_only(client, back):
    assert judge(client, verdict="undo", back=back).headers["location"] == "/"
