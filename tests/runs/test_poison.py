from __future__ import annotations

import pytest

from lapwing.runs.job import Task
from lapwing.runs.plan import Piece, Shard
from lapwing.runs.poison import Blame

TASK = Task(Shard("s", (Piece("x", "x"),)), "c")
N_PAGES = 100


def work_off(kills, *, first_deaths: tuple[int, ...] = ()) -> tuple[Task, int]:
    """The task that is survived in the end, and the deaths before. `kills` are pages that kill when coded; `first_deaths` say how many pages were
    done when a worker was killed from outside."""
    blame, task, n_deaths, outside = Blame(), TASK, 0, list(first_deaths)
    while n_deaths < 200:
        stop = N_PAGES if task.stop is None else task.stop
        deadly = [n for n in sorted(kills) if task.first <= n < stop and n not in task.poison and not task.given_up]
        if outside and not task.is_probe:
            task = blame.after_death(task, outside.pop(0))
        elif deadly:
            task = blame.after_death(task, deadly[0])
        elif task.is_probe:
            task = blame.after_probe(task)
            continue
        else:
            return task, n_deaths
        n_deaths += 1
    raise AssertionError("it does not end")


@pytest.mark.parametrize("kills", [{0}, {57}, {N_PAGES - 1}, {3, 4, 90}])
def test_pages_that_kill_are_found(kills):
    """Each after three deaths in its shard and two alone, and no other page."""
    task, n_deaths = work_off(kills)
    assert task.poison == kills
    assert n_deaths == 5 * len(kills)


@pytest.mark.parametrize("first_deaths", [(5, 20), (20, 5), (99, 0), (56, 57)])
def test_deaths_from_outside_do_not_mislead(first_deaths):
    """A page is found by halving between the places at which workers died; those killed from outside cast no blame."""
    task, n_deaths = work_off({57}, first_deaths=first_deaths)
    assert task.poison == {57}
    assert n_deaths <= 13


def test_deaths_from_outside_alone_blame_no_page():
    task, _ = work_off(set(), first_deaths=(4, 8, 15, 16, 23, 42))
    assert (task.poison, task.given_up) == (frozenset(), False)


def test_what_no_page_can_be_blamed_for_is_given_up():
    """A shard whose workers die again and again, wherever they are, is set aside as a whole."""
    task, _ = work_off(set(), first_deaths=(7,) * 40)
    assert task.given_up
