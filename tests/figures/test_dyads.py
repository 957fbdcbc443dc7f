"""Who deals with whom: every tie drawn once with its number, the busiest parties kept."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from lapwing.figures import Dyad, matrix_svg, network_svg
from lapwing.figures.dyads import MOST_IN_MATRIX, MOST_IN_NETWORK

DYADS = [
    Dyad("KEN", "SOM", (0, 0, 1, 5), "?dyad=KEN-SOM"),
    Dyad("SOM", "KEN", (2, 0, 0, 0)),
    Dyad("KEN", "KEN", (0, 0, 0, 1)),
    Dyad("PER", "PER", (1, 0, 0, 0)),
]


def classes(svg: str, name: str) -> list[ET.Element]:
    return [e for e in ET.fromstring(svg).iter() if name in e.get("class", "").split()]


def test_matrix_has_a_cell_for_each_dyad():
    """Within one country too."""
    svg = matrix_svg(DYADS)
    assert len(classes(svg, "cell")) == 4
    assert "KEN to SOM: 6 events: 1 verbal conflict, 5 material conflict" in svg
    assert 'href="?dyad=KEN-SOM"' in svg


def test_network_has_ties_between_two():
    """There and back are two ties with a tip each; who only deals with itself is no node."""
    svg = network_svg(DYADS)
    assert len(classes(svg, "tie")) == len(classes(svg, "way")) == 2
    assert {p.get("data-party") for p in classes(svg, "party")} == {"KEN", "SOM"}


def test_undirected_ties_have_no_tip():
    svg = network_svg(DYADS[:1], directed=False)
    assert not classes(svg, "way")
    assert "KEN and SOM" in svg


def test_the_busiest_are_kept():
    """What cannot be read is not drawn."""
    many = [Dyad(f"A{n:02}", f"B{n:02}", (n + 1, 0, 0, 0)) for n in range(100)]
    assert len(classes(network_svg(many), "party")) == MOST_IN_NETWORK
    assert 'data-party="A99"' in network_svg(many)
    assert len(classes(matrix_svg(many), "cell")) <= MOST_IN_MATRIX


def test_nothing_is_drawn_of_nothing():
    ET.fromstring(matrix_svg([]))
    ET.fromstring(network_svg([]))
