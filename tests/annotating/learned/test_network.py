from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from lapwing import Coder
from lapwing.annotating.learned import Network, shipped_network
from lapwing.annotating.learned.features import Features
from lapwing.errors import BrokenData
from lapwing.settings import Settings

SHIPPED = Path(str(files("lapwing"))) / "annotating" / "learned" / "model"
NOTHING = Features((), (), (), ())


def test_readings_in_order_with_offsets():
    """A reading for each sentence, in order, over its sub-words; one far too long is read up to the limit."""
    sentences = ["Chile condemned Peru.", "", "word " * 400, "Zażółć gęślą jaźń \N{GRINNING FACE}!"]
    readings = shipped_network().read(sentences, [NOTHING] * 4, [0] * 4)
    for sentence, reading in zip(sentences, readings, strict=True):
        assert len(reading.offsets) == len(reading.trigger) == len(reading.mention)
        assert all(0 <= a < b <= len(sentence) for a, b in reading.offsets)
        assert reading.roles.shape[1:] == (len(reading.offsets),) * 2
    assert sentences[0][slice(*readings[0].offsets[0])] == "Chile"


@pytest.mark.parametrize("part", ["annotator.onnx", "labels.json"])
def test_missing_weights(tmp_path, part):
    folder = shutil.copytree(SHIPPED, tmp_path / "model")
    (folder / part).unlink()
    with pytest.raises(BrokenData, match="missing"):
        Network(folder)


def test_damaged_weights(tmp_path):
    folder = shutil.copytree(SHIPPED, tmp_path / "model")
    with (folder / "annotator.onnx").open("ab") as file:
        file.write(b"x")
    with pytest.raises(BrokenData, match="damaged"):
        Network(folder)


def test_the_shipped_engine_codes():
    """The plainest of sentences, by the engine that ships; the same twice; and the precise point tells no more than the balanced one."""
    text = "France expelled two Malian diplomats on Friday, and Mali accused France of arming rebels."
    coder = Coder()
    events = [
        (e.type, [p.actor.country for p in e.actors], [p.actor.country for p in e.recipients])
        for e in coder.code_text(text).events
    ]
    assert ("SANCTION", ["FRA"], ["MLI"]) in events
    assert ("ACCUSE", ["MLI"], ["FRA"]) in events
    assert coder.code_text(text) == coder.code_text(text)
    precise = Coder(settings=Settings(operating_point="precise")).code_text(text)
    assert {e.id for e in precise.events} <= {e.id for e in coder.code_text(text).events}
