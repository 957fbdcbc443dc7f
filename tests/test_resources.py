from __future__ import annotations

from lapwing.resources import data_digest, examples_folder


def test_examples_are_there():
    assert len(list((examples_folder() / "pages").iterdir())) == 6


def test_digest_is_stable():
    assert data_digest() == data_digest()
    assert len(data_digest()) == 8
