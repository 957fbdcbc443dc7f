"""A coder for tests, importable in spawned processes: it finds no page to be in its language, and dies or dawdles at words that ask for it."""

from __future__ import annotations

import os
import signal
import time

from lapwing.pipeline import Coder
from lapwing.records import Skipped, SkipReason


class OddCoder(Coder):
    def code_page(self, page, *, published=None):
        if b"poisonous" in page.content:
            os.kill(os.getpid(), signal.SIGKILL)
        if b"dawdling" in page.content:
            time.sleep(60)
        if b"stubborn" in page.content:  # as code in C that does not come back: no alarm is heard
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
            time.sleep(60)
        return Skipped(page.source, "odd", SkipReason.LANGUAGE, "no language")


def make_coder() -> Coder:
    return OddCoder(engine="rules")


def die_at_once() -> Coder:
    os._exit(3)
