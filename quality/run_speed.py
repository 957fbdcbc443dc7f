#!/usr/bin/env python3
"""Speed of `lapwing run` on a generated archive: two processes against one, and one against a plain loop.

    python quality/run_speed.py --pages 600 --engines rules learned
    python quality/run_speed.py --pages 3000 --engines 5ms
    python quality/run_speed.py --pages 10000 --make archive.warc.gz

Pages are HTML in a WARC archive whose records are packed one by one. Their paragraphs are passages of the corpus, in lengths as news pages have them;
some are copies, some have comments, some are in another language or broken. The same seed makes the same archive. "5ms" is a coder that keeps the
processor busy for five milliseconds for each page and finds nothing, which shows what the engine itself costs. Prints seconds and pages per second;
one and two processes take turns, so that other work on the machine falls on both.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from lapwing.pipeline import Coder
from lapwing.records import Skipped, SkipReason
from lapwing.runs import Job, Limits, Shard, plan_shards, run
from lapwing.runs.job import Task
from lapwing.runs.listing import list_shard
from lapwing.runs.worker import do_task
from lapwing.store import Store

CORPUS = Path(__file__).parent.parent / "corpus" / "train.jsonl"
# Shares of pages that are copies of an earlier one, have comments, are in another language, or are broken.
COPIES, COMMENTS, FOREIGN, BROKEN = 0.10, 0.20, 0.04, 0.01
# Passages of a page: the exponential of a normal number of this mean and spread. Median of 6, one in twenty has more than 20.
LOG_MEAN, LOG_SPREAD = 1.8, 0.75
FOREIGN_TEXT = "Le ministre des affaires étrangères a reçu hier une délégation venue de la capitale voisine. Les deux parties ont signé un accord. "


class BusyCoder(Coder):
    """Keeps the processor busy for 5 ms for each page."""

    def code_page(self, page, *, published=None):
        end = time.perf_counter() + 0.005
        while time.perf_counter() < end:
            pass
        return Skipped(page.source, "busy", SkipReason.LANGUAGE, "none")


def archive(n_pages: int, seed: int) -> Iterator[bytes]:
    """Packed records."""
    chance = random.Random(seed)
    passages = [json.loads(line)["text"] for line in CORPUS.read_text("utf-8").splitlines()]
    earlier: list[str] = []
    for n in range(n_pages):
        if earlier and chance.random() < COPIES:
            page = chance.choice(earlier)
        else:
            page = html(chance, passages, n)
            earlier.append(page)
        content = page.encode()
        yield record(content[: len(content) // 9] if chance.random() < BROKEN else content, n)


def html(chance: random.Random, passages: list[str], n: int) -> str:
    count = max(1, min(60, round(chance.lognormvariate(LOG_MEAN, LOG_SPREAD))))
    day = f"2024-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    told = [FOREIGN_TEXT * 2] * count if chance.random() < FOREIGN else [chance.choice(passages) for _ in range(count)]
    body = "".join(f"<p>{passage}</p>" for passage in told)
    comments = ""
    if chance.random() < COMMENTS:
        said = "".join(
            f'<li class="comment"><p>Reader {i} thinks otherwise.</p></li>' for i in range(chance.randint(1, 20))
        )
        comments = f'<div id="comments"><h3>Comments</h3><ol>{said}</ol></div>'
    links = "".join(f'<li><a href="/{i}">Section {i}</a></li>' for i in range(20))
    return (
        f'<!doctype html><html lang="en"><head><title>Report {n}</title><meta property="article:published_time" content="{day}">'
        f"</head><body><nav><ul>{links}</ul></nav><article><h1>Report {n}</h1>{body}</article>{comments}</body></html>"
    )


def record(body: bytes, n: int) -> bytes:
    http = (
        f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body
    )
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{n:012d}>\r\n"
        f"WARC-Date: 2025-01-01T00:00:00Z\r\nWARC-Target-URI: https://news.example/{n}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n", mtime=0)


def write_archive(path: Path, n_pages: int, seed: int) -> None:
    with path.open("wb") as file:
        for packed in archive(n_pages, seed):
            file.write(packed)


def loop(shards: list[Shard], job: Job) -> float:
    """Seconds of a plain loop in this process over the same shards, from a coder that is built to rows on disk."""
    started = time.perf_counter()
    store = Store.create(job.folder)
    coder = job.make_coder()
    for shard in shards:
        list_shard(store, do_task(Task(shard, job.digest_of(coder)), job, coder, [0.0] * 3))
    return time.perf_counter() - started


def measure(shards: list[Shard], engine: str, n_pages: int, folder: Path) -> None:
    make = partial(BusyCoder, engine="rules") if engine == "5ms" else partial(Coder, engine=engine)
    warm = make()
    warm.code_text("Chile and Peru condemned Bolivia.") if engine != "5ms" else None
    taken: dict[str, list[float]] = {"loop": [], "1": [], "2": []}
    for turn in range(2):
        for way in ("loop", "1", "2"):
            job = Job(folder / f"{engine}-{way}-{turn}", make)
            if way == "loop":
                taken[way].append(loop(shards, job))
                continue
            started = time.perf_counter()
            done = run(shards, job, n_workers=int(way), is_quiet=True)
            taken[way].append(time.perf_counter() - started)
            print(f"{engine}: {way} processes, {taken[way][-1]:.1f} s, {n_pages / taken[way][-1]:.1f} pages/s, "
                  f"worker {done.max_worker_bytes / 1e6:.0f} MB", flush=True)  # fmt: skip
    plain, one, two = (sum(taken[way]) for way in ("loop", "1", "2"))
    print(
        f"{engine}: loop {plain / 2:.1f} s; two against one {one / two:.2f}; one over loop {100 * (one / plain - 1):+.1f} %",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=600)
    parser.add_argument("--engines", nargs="*", default=["rules"], choices=["rules", "learned", "5ms"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shards", type=int, default=20)
    parser.add_argument("--make", metavar="FILE", help="Only write the archive.")
    args = parser.parse_args()
    if args.make:
        write_archive(Path(args.make), args.pages, args.seed)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.warc.gz"
        write_archive(path, args.pages, args.seed)
        size = path.stat().st_size
        shards = plan_shards([str(path)], Limits(small_bytes=0, archive_bytes=size // args.shards + 1))
        print(f"{args.pages:,} pages, {size / 1e6:.1f} MB packed, {len(shards)} shards")
        for engine in args.engines:
            measure(shards, engine, args.pages, Path(folder))
    print(f"driver {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")


if __name__ == "__main__":
    main()
