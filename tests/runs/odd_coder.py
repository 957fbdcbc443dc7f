"""A coder for tests, importable in spawned processes: it codes by rules, and dies or dawdles at words that ask for it."""

from __future__ import annotations

import os
import signal
import time
from functools import cached_property

from lapwing.annotating import RuleAnnotator
from lapwing.pipeline import Coder


class OddAnnotator:
    name = "odd"

    @cached_property
    def _rules(self) -> RuleAnnotator:
        return Coder(engine="rules").annotator

    def annotate(self, article):
        if "poisonous" in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "dawdling" in article.text:
            time.sleep(60)
        if "stubborn" in article.text:  # as code in C that does not come back: no alarm is heard
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
            time.sleep(60)
        return self._rules.annotate(article)


def make_coder() -> Coder:
    return Coder(annotator=OddAnnotator())


def die_at_once(*_) -> None:
    os._exit(3)
