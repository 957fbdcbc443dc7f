"""How many pages a plan has and how long they will take, from a few of them that are coded to see."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from lapwing.inputs import Reader
from lapwing.records import Page
from lapwing.runs.job import Job
from lapwing.runs.plan import PieceKind, Shard

# Pages that are coded to see, from so many shards spread over the plan. Pages, shards.
_SAMPLE_PAGES, _SAMPLE_SHARDS = 32, 4
_WARM = "Chile and Peru condemned Bolivia on Friday."


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run will be. `n_pages` counts rows and small files when `is_counted`, else it is reckoned from bytes too; `page_seconds` is what a page of the sample took
    in one process, `n_sampled` how many there were."""

    n_shards: int
    n_pages: int
    n_bytes: int
    is_counted: bool
    n_sampled: int
    page_seconds: float

    def seconds(self, n_workers: int) -> float:
        """How long so many processes will take, if there is a core for each."""
        return self.n_pages * self.page_seconds / max(1, min(n_workers, self.n_shards))


def estimate(shards: Sequence[Shard], job: Job) -> Estimate:
    """What a run over the shards will be, measured on a few of their pages. Nothing is written."""
    samples = _samples(shards, job)
    n_sampled = sum(sample.n_pages for sample in samples)
    seconds = sum(sample.seconds for sample in samples)
    unknown = [sample for sample in samples if sample.shard.n_rows is None]
    others = [shard for shard in shards if shard.n_rows is None]
    n_pages = sum(shard.n_rows for shard in shards if shard.n_rows is not None)
    if sampled_bytes := sum(sample.n_bytes for sample in unknown):
        rest = sum(shard.n_bytes for shard in others)
        n_pages += round(rest * sum(sample.n_pages for sample in unknown) / sampled_bytes)
    else:
        n_pages += len(others)
    n_bytes = sum(shard.n_bytes for shard in shards)
    return Estimate(len(shards), n_pages, n_bytes, not others, n_sampled, seconds / n_sampled if n_sampled else 0.0)


@dataclass(frozen=True, slots=True)
class _Sample:
    """The first pages of a shard: how many, the bytes of the shard that they take, and how long reading and coding them took."""

    shard: Shard
    n_pages: int
    n_bytes: float
    seconds: float


def _samples(shards: Sequence[Shard], job: Job) -> list[_Sample]:
    coder = job.make_coder()
    coder.code_text(_WARM)  # what is loaded with the first page is not counted
    reader = Reader(job.columns, coder.settings.max_page_bytes)
    chosen = shards[:: max(1, len(shards) // _SAMPLE_SHARDS)]
    samples = []
    for shard in chosen:
        started = time.perf_counter()
        pages = list(islice(shard.pages(reader), max(1, _SAMPLE_PAGES // len(chosen))))
        for page in pages:
            if isinstance(page, Page):
                coder.code_page(page, published=job.published)
        seconds = time.perf_counter() - started
        samples.append(_Sample(shard, len(pages), _bytes_of(shard, pages), seconds))
    return samples


def _bytes_of(shard: Shard, pages: Sequence[object]) -> float:
    """How many bytes of a shard some pages from its beginning take: in an archive by where they start, elsewhere by their own length."""
    offsets = [page.source.offset for page in pages if page.source.offset is not None]
    if shard.pieces[0].kind is PieceKind.RECORDS and len(offsets) > 1:
        return (offsets[-1] - offsets[0]) * len(pages) / (len(offsets) - 1)
    return min(shard.n_bytes, sum(len(page.content) for page in pages if isinstance(page, Page))) or shard.n_bytes
