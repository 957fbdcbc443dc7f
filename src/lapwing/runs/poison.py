"""Which page kills its workers: tried again, halved, and set aside when it is found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from lapwing.runs.job import Task

# So often a shard is tried before a page is blamed: a worker may be killed from outside, or for want of memory.
MAX_DEATHS = 3
# So often a page must kill a worker all by itself before it is set aside.
_DEATHS_ALONE = 2
# So many searches of a shard may find nothing before all of it is set aside: what kills is no page.
_MAX_FRUITLESS = 5


@dataclass(frozen=True, slots=True)
class _Search:
    """A search under way: the page is one from `first` to before `stop`; alone, it has killed so often."""

    first: int
    stop: int
    n_alone: int = 0

    @property
    def middle(self) -> int:
        """The end of the half that is probed next: of one page, all."""
        return self.first + max(1, (self.stop - self.first) // 2)


class Blame:
    """Says what to do with a task after its worker died, and after a probe was survived."""

    def __init__(self) -> None:
        self._reached: dict[str, list[int]] = {}
        self._searches: dict[str, _Search] = {}
        self._n_fruitless: Counter[str] = Counter()
        self._whole: dict[str, Task] = {}

    def after_death(self, task: Task, n_pages: int) -> Task:
        """The task to do next. `n_pages` is how many pages of the shard were behind the worker when it died."""
        shard = task.shard.name
        if task.is_probe:
            return self._narrowed(shard, died=True)
        self._whole[shard] = task
        reached = self._reached.setdefault(shard, [])
        reached.append(n_pages)
        if len(reached) < MAX_DEATHS:
            return task
        del self._reached[shard]
        if self._n_fruitless[shard] >= _MAX_FRUITLESS or task.given_up:
            return replace(task, given_up=True)
        # A page that kills always kills at the same place, so it is among those at which a worker died.
        self._searches[shard] = _Search(min(reached), max(reached) + 1)
        return self._probe(shard)

    def after_probe(self, task: Task) -> Task:
        """The task to do next when a probe has been survived."""
        return self._narrowed(task.shard.name, died=False)

    def _narrowed(self, shard: str, *, died: bool) -> Task:
        search = self._searches[shard]
        if search.stop - search.first > 1:
            half = (search.first, search.middle) if died else (search.middle, search.stop)
            self._searches[shard] = _Search(*half)
            return self._probe(shard)
        if not died:  # none of them kills when it is coded alone: the shard is tried again
            return self._end(shard, found=None)
        search = self._searches[shard] = replace(search, n_alone=search.n_alone + 1)
        return self._probe(shard) if search.n_alone < _DEATHS_ALONE else self._end(shard, found=search.first)

    def _probe(self, shard: str) -> Task:
        search = self._searches[shard]
        return replace(self._whole[shard], is_probe=True, first=search.first, stop=search.middle)

    def _end(self, shard: str, *, found: int | None) -> Task:
        del self._searches[shard]
        whole = self._whole[shard]
        if found is not None and found in whole.poison:  # it is reading, not coding, that kills
            return replace(whole, given_up=True)
        if found is None:
            self._n_fruitless[shard] += 1
            return whole
        return replace(whole, poison=whole.poison | {found})
