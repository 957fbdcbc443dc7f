"""A reviewer's way through a list of coded events: one after the other, back by undoing, on from where it was left."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from lapwing.reviews.log import Review, Reviews
from lapwing.reviews.queue import Item, load_item
from lapwing.store import ReadOnly


class Session:
    """One reviewer at work. `clock` tells the time of each verdict."""

    def __init__(
        self,
        reviews: Reviews,
        views: ReadOnly,
        ids: Sequence[str],
        *,
        who: str,
        chosen_by: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._reviews, self._views, self._who, self._chosen_by, self._clock = reviews, views, who, chosen_by, clock
        self._ahead = list(reversed(ids))
        self.n_judged = 0

    @property
    def n_ahead(self) -> int:
        return len(self._ahead)

    def current(self) -> Item | None:
        """What is asked about now; None when nothing is left."""
        while self._ahead:
            item = load_item(self._views, self._ahead[-1])
            if item is not None:
                return item
            self._ahead.pop()
        return None

    def judge(self, verdict: str, *, corrections: Mapping[str, Any] | None = None, note: str = "") -> Review:
        """Keep a verdict on what is asked about now, and go on."""
        review = self._reviews.add(
            who=self._who, at=self._clock(), verdict=verdict, looked_at=self._ahead[-1], corrections=corrections, note=note, chosen_by=self._chosen_by,
            views=self._views,
        )  # fmt: skip
        self._ahead.pop()
        self.n_judged += 1
        return review

    def undo(self) -> Review | None:
        """Take back the reviewer's last verdict and ask about it again, also one of an earlier session. None when there is none."""
        taken = self._reviews.undo(who=self._who, at=self._clock())
        if taken is not None:
            self._ahead += [i for i in reversed(taken.coded_event_ids) if i not in self._ahead]
            self.n_judged = max(0, self.n_judged - 1)
        return taken
