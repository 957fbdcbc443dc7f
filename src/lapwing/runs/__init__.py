"""Runs: archives of pages -> a store, with several processes, in parts that can be stopped and done again.

shards = plan_shards(["archive/"])
run(shards, Job(Path("out"), partial(Coder, engine="rules")), n_workers=2)
"""

from __future__ import annotations

from lapwing.runs.driver import Share, run
from lapwing.runs.estimate import Estimate, estimate
from lapwing.runs.job import Job, Receipt
from lapwing.runs.listing import reconcile
from lapwing.runs.plan import Limits, Shard, plan_shards, share_of
from lapwing.runs.progress import RunRecord, duration, past_runs
from lapwing.runs.verify import Verified, remove_leftovers, verify

__all__ = [
    "Estimate",
    "Job",
    "Limits",
    "Receipt",
    "RunRecord",
    "Shard",
    "Share",
    "Verified",
    "duration",
    "estimate",
    "past_runs",
    "plan_shards",
    "reconcile",
    "remove_leftovers",
    "run",
    "share_of",
    "verify",
]
