"""A driver that a test can kill: drive.py STORE INPUT."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from lapwing.pipeline import Coder
from lapwing.runs import Job, Limits, plan_shards, run

if __name__ == "__main__":
    store, source = sys.argv[1:]
    shards = plan_shards([source], Limits(n_rows=4, small_bytes=0))
    run(shards, Job(Path(store), partial(Coder, engine="rules")), n_workers=2)
