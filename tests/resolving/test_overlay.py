from __future__ import annotations

import subprocess
import sys

import pytest

from lapwing.errors import WrongCall
from lapwing.resolving import overlay


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Overlay folders of a test's own."""
    monkeypatch.setenv("LAPWING_SITE_TABLES", str(tmp_path / "site"))
    monkeypatch.setenv("LAPWING_TABLES", str(tmp_path / "user"))
    overlay.overlays.cache_clear()
    yield tmp_path
    overlay.overlays.cache_clear()


def table(path, *lines: str):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(line.replace(" | ", "\t") for line in lines) + "\n", "utf-8")
    return path


def test_user_over_site_over_package(home):
    """The user's row takes the place of the site's, the site's that of the package's; other rows stay."""
    table(home / "site" / "ours.tsv", "alias | code | sector", "Reef Front | FJI | REB", "Blue League | NZL | PTY")
    overlay.add(table(home / "mine.tsv", "alias | code | sector", "Reef Front | TON | PTY"))
    shipped = [{"alias": "Reef Front", "code": "VUT"}, {"alias": "Red Cross", "code": "NGO"}]
    rows = {row["alias"]: row["code"] for row in overlay.laid_over("organisations.tsv", shipped)}
    assert rows == {"Red Cross": "NGO", "Blue League": "NZL", "Reef Front": "TON"}


def test_digest_tells_of_overlays(home):
    """Rows coded with other tables have another digest; without overlays there is none."""
    assert overlay.overlay_digest() == ""
    overlay.add(table(home / "mine.tsv", "alias | code", "Reef Front | TON"))
    first = overlay.overlay_digest()
    overlay.add(table(home / "mine.tsv", "alias | code", "Reef Front | FJI"))
    assert first != overlay.overlay_digest() != ""
    overlay.remove("mine.tsv")
    assert overlay.overlay_digest() == ""


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["name | land", "Reef | FJI"], "columns name, land"),
        (["alias | code", "Reef | Fiji"], "line 2: 'Fiji' is no code"),
        (["alias | code | sector", "Reef | FJI | ARMY"], "line 2: 'ARMY' is no sector"),
        (["alias | code", " | FJI"], "line 2: the column alias is empty"),
        (["alias | code", "Reef"], "line 2: 2 columns"),
        (["person | office | code | valid_from", "Ana Ruiz | president | FJI | May 2004"], "is no date"),
        (["alias | code"], "no rows"),
    ],
)
def test_faulty_tables_are_refused(home, lines, message):
    """The message names the line and what is wrong with it, and nothing is copied."""
    with pytest.raises(WrongCall, match=message):
        overlay.add(table(home / "mine.tsv", *lines))
    assert not (home / "user" / "mine.tsv").exists()


def test_no_table_to_remove(home):
    with pytest.raises(WrongCall, match="no table"):
        overlay.remove("../mine.tsv")


def test_an_actor_of_ones_own_is_coded(home):
    """A name from a user's table is an actor with its country, sector and office, in a process that starts afterwards."""
    overlay.add(table(home / "mine.tsv", "alias | code | sector", "Reef Front | FJI | REB"))
    overlay.add(
        table(home / "people.tsv", "person | office | code | valid_from", "Jona Vakaloloma | president | FJI | 2030")
    )
    code = (
        "from datetime import date; from lapwing import Coder\n"
        "coded = Coder(engine='rules').code_text('President Vakaloloma accused the Reef Front of treason on Monday.', published=date(2031, 5, 6))\n"
        "(event,) = coded.events\n"
        "print(event.actors[0].actor.person, event.recipients[0].actor.country, event.recipients[0].actor.sector)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["Jona", "Vakaloloma", "FJI", "REB"]
