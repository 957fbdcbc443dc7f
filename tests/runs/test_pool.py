from __future__ import annotations

from collections import deque

import pytest

from lapwing.errors import LapwingError
from lapwing.runs.job import Task
from lapwing.runs.pool import Died, Pool


def test_worker_that_does_not_hear_its_alarm_is_killed(make_rows, plan, make_job, odd):
    """Its task comes back, with the number of pages that were behind it."""
    (shard,) = plan(make_rows(4, p2="A stubborn page about Bolivia."))
    with Pool(make_job("s", make_coder=odd.make_coder, page_seconds=0.3), 1, grace_seconds=0.1) as pool:
        task = Task(shard, "c")
        assert next(pool.outcomes(deque([task]), lambda _: None)) == Died(task, 2)


def test_workers_that_cannot_begin_end_the_run(make_rows, plan, make_job, odd):
    """A broken installation is said to be one."""
    tasks = deque(Task(shard, "c") for shard in plan(make_rows(4)))
    with (
        Pool(make_job("s", make_coder=odd.die_at_once), 1) as pool,
        pytest.raises(LapwingError, match="before they begin"),
    ):
        list(pool.outcomes(tasks, lambda _: None))
