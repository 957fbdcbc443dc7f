from __future__ import annotations

import subprocess
import sys

from lapwing.resources import data_digest, examples_folder


def test_examples_are_there():
    assert len(list((examples_folder() / "pages").iterdir())) == 6


def test_digest_is_the_same_in_another_process():
    code = "from lapwing.resources import data_digest; print(data_digest())"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == data_digest()
    assert len(data_digest()) == 8
