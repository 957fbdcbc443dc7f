"""The explorer in a real browser: what a person does with pointer and keys, with hostile text in every field, in both themes, and no request that leaves the machine.

Needs Debian's Chromium (`apt install chromium`); skipped without it. Screenshots go to the folder that LAPWING_SCREENSHOTS names.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: apt install chromium")

from lapwing.store import Store  # noqa: E402
from making_explored import TEXTS, page_of  # noqa: E402

HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>'\"`javascript:alert(1)// {{7*7}} "
# Free text of these columns comes from pages; ids and codes are ours.
SCRAPED = {
    "articles": ["title", "url", "agency", "byline", "dateline", "source_file"],
    "events": ["place", "attributed_to"],
    "actors": ["name", "office"],
    "statements": ["speaker", "addressee", "via", "setting"],
    "commitments": ["what", "condition", "deadline"],
    "notices": ["issuer", "recipient", "hazard"],
    "opinions": ["target", "clause", "target_words"],
    "signatures": ["outlet"],
}


@pytest.fixture(scope="module", autouse=True)
def _network():
    """The browser and the server speak over this machine's own sockets."""


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(coder, tmp_path_factory):
    """An explorer of a store in which every free text is hostile, answering in a process of its own."""
    folder = tmp_path_factory.mktemp("browser") / "hostile"
    store = Store.create(folder)
    texts = [
        *TEXTS,
        (
            f"{HOSTILE} said Kenya attacked Somalia in Nairobi on Monday. {HOSTILE}",
            date(2024, 6, 4),
            "https://x.example.org/",
        ),
    ]
    store.append([coder.code_page(page_of(*text)) for text in texts], coder_digest="c")
    for table, columns in SCRAPED.items():
        for path in (folder / "segments" / table).glob("*.parquet"):
            poison(path, columns)
    with subprocess.Popen(
        [sys.executable, "-m", "lapwing", "explore", str(folder), "--no-browser", "--by", "ana"],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process.stdout.readline().strip().split("/?")[0]
        process.terminate()


def poison(path: Path, columns: list[str]) -> None:
    with duckdb.connect() as connection:
        changed = ", ".join(f"$hostile || coalesce({c}, '') as {c}" for c in columns)
        connection.execute(
            f"create table t as select * replace ({changed}) from read_parquet($path)",
            {"hostile": HOSTILE, "path": str(path)},
        )
        connection.execute(f"copy t to '{path}' (format parquet)")


@pytest.fixture
def page(browser, address):
    """A page whose every request and every complaint is watched."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, base_url=address)
    page = context.new_page()
    outside, complaints = [], []
    page.on(
        "request",
        lambda r: outside.append(r.url) if not r.url.startswith(address) and not r.url.startswith("data:") else None,
    )
    page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: complaints.append(str(e)))
    yield page
    assert outside == []
    assert complaints == []
    context.close()


def asked(page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


PANELS = [
    "/",
    "/?kind=reports&draw=matrix&per=pages",
    "/statements",
    "/commitments",
    "/notices",
    "/readers",
    "/reviews",
    "/help",
    "/actor/KEN",
    "/?type=AID",
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("panel", PANELS)
def test_panels_in_both_themes(page, panel, theme):
    """Each panel stands, hostile text is shown as text and nothing of it runs, and axe-core finds nothing serious."""
    from axe_playwright_python.base import AXE_FILE_PATH

    page.emulate_media(color_scheme=theme)
    page.goto(panel)
    page.wait_for_selector("h1, h2")
    assert page.title().endswith("Lapwing")
    assert page.locator("main img, main script, main iframe, main [onerror]").count() == 0
    if "49" in page.content():
        assert "{{7*7}}" in page.inner_text("body") or HOSTILE not in page.content()
    if folder := os.environ.get("LAPWING_SCREENSHOTS"):
        name = re.sub(r"\W+", "-", panel).strip("-") or "events"
        page.screenshot(path=f"{folder}/{name}-{theme}.png", full_page=True)
    page.evaluate(Path(AXE_FILE_PATH).read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [
        (v["id"], v["nodes"][0]["html"][:200], v["nodes"][0].get("failureSummary", "")[:300])
        for v in found["violations"]
        if v["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_hostile_text_is_text(page):
    """It is there to be read, and the page's title is still ours."""
    page.goto("/?kind=reports")
    row = page.locator("a.open").first
    row.click()
    page.wait_for_selector("#evidence")
    assert "<img src=x onerror=" in page.inner_text("#evidence")
    page.goto("/statements")
    assert "<script>" in page.inner_text("main")
    assert "owned" not in page.title()


def test_keys(page):
    """Rows by j and k, evidence by Enter, closed by Escape, search by a slash, help by a question mark; back goes back."""
    page.goto("/?realis=actual")
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator("tr[data-row]").nth(1).get_attribute("data-row")
    page.keyboard.press("Enter")
    page.wait_for_selector("#evidence")
    assert asked(page)["sel"] == [second]
    page.keyboard.press("k")
    first = page.locator("tr[data-row]").nth(0).get_attribute("data-row")
    page.wait_for_selector(f'#evidence[data-evidence="{first}"]')
    page.keyboard.press("Escape")
    page.wait_for_selector("#evidence", state="detached")
    page.go_back()
    page.wait_for_selector(f'#evidence[data-evidence="{first}"]')
    page.keyboard.press("Escape")
    page.wait_for_selector("#evidence", state="detached")
    page.keyboard.press("/")
    page.keyboard.type("camp")
    page.keyboard.press("Enter")
    page.wait_for_url("**words=camp**")
    page.keyboard.press("?")
    page.wait_for_url("**/help")


def test_days_are_chosen_by_a_drag(page):
    page.goto("/?bin=day")
    box = page.locator("[data-timeline] svg").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.99, box["y"] + 70, steps=6)
    page.mouse.up()
    page.wait_for_url("**since=2024-0**")
    assert asked(page)["since"] < asked(page)["until"]


def test_a_mark_leads_to_its_place(page):
    """From the map to the sentence: two clicks."""
    page.goto("/")
    page.locator(".spot").last.click()  # the smallest, drawn above the others
    page.wait_for_url("**place=**")
    page.locator("a.open").first.click()
    page.wait_for_selector("#evidence mark.trigger")


def test_the_map_comes_closer(page):
    page.goto("/")
    page.get_by_label("Closer").click()
    page.wait_for_function("document.querySelector('.scene').getAttribute('transform').includes('scale(1.8)')")


def test_verdicts_by_keys(page):
    """`a` accepts and opens the next row; `u` takes it back."""
    page.goto("/")
    rows = [r.get_attribute("data-row") for r in page.locator("tr[data-row]").all()[:2]]
    page.goto(f"/?sel={rows[0]}")
    page.keyboard.press("a")
    page.wait_for_selector(f'#evidence[data-evidence="{rows[1]}"]')
    page.wait_for_selector(f'tr[data-row="{rows[0]}"] .verdict.accept')
    page.keyboard.press("u")
    page.wait_for_selector(f'tr[data-row="{rows[0]}"] .verdict.accept', state="detached")


def test_theme_is_kept(page):
    page.goto("/")
    page.keyboard.press("t")
    theme = page.evaluate("document.documentElement.dataset.theme")
    assert theme == "dark"
    page.goto("/statements")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_without_scripts(browser, address):
    """Table, figures, filters and evidence work; so do verdicts."""
    context = browser.new_context(java_script_enabled=False, base_url=address)
    page = context.new_page()
    page.goto("/")
    assert page.locator("svg.world .spot").count() > 0
    page.locator("a.open").first.click()
    assert page.locator("#evidence").is_visible()
    page.fill("input[name=words]", "camp")
    page.get_by_role("button", name="Show").click()
    assert asked(page)["words"] == ["camp"]
    context.close()


def test_on_a_phone(browser, address):
    """Nothing is wider than the screen but what can be scrolled."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, base_url=address)
    page = context.new_page()
    for panel in ("/", "/statements", "/help"):
        page.goto(panel)
        assert page.evaluate("document.documentElement.scrollWidth") <= 400
    context.close()
