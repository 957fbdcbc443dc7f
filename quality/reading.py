#!/usr/bin/env python3
"""Measure the reader.

    python quality/reading.py pages                      # the project's own comment pages (tests/reading/pages)
    python quality/reading.py predict GOLD_DIR OUT_DIR   # predictions for an outside scorer: articles/ comments/ platforms/ text/
    python quality/reading.py without GOLD_DIR           # comments without each rule, and without each platform's own rule
    python quality/reading.py speed GOLD_DIR             # pages per second beside trafilatura, in one run

GOLD_DIR holds .html, .html.gz or .txt pages with a JSON file of answers beside each.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import lxml.html

from lapwing.pipeline import Coder
from lapwing.reading import read_page
from lapwing.reading.comments import take_comments
from lapwing.reading.comments.marks import lists
from lapwing.records import Article, Page, Skipped, SourceRef
from lapwing.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "tests" / "reading" / "pages"
SECTIONS = ("articles", "comments", "platforms", "text")
RULES = ("schema", "marks", "authors", "structure")


@dataclass(slots=True)
class Counts:
    """What was found of what is there, over some pages."""

    gold: int = 0
    predicted: int = 0
    hits: int = 0
    authors: int = 0
    authors_right: int = 0
    parents: int = 0
    parents_right: int = 0
    leaked: int = 0
    paragraphs: int = 0
    paragraphs_found: int = 0

    def add(self, other: Counts) -> None:
        for f in fields(self):
            setattr(self, f.name, getattr(self, f.name) + getattr(other, f.name))

    def shares(self) -> dict[str, float]:
        return {
            "comments_recall": self.hits / max(1, self.gold),
            "comments_precision": self.hits / max(1, self.predicted),
            "authors": self.authors_right / max(1, self.authors),
            "parents": self.parents_right / max(1, self.parents),
            "kept_apart": 1 - self.leaked / max(1, self.gold),
            "paragraphs": self.paragraphs_found / max(1, self.paragraphs),
        }


def main(arguments: Sequence[str]) -> int:
    if arguments == ["pages"]:
        print(json.dumps({name: round(v, 4) for name, v in score_pages().items()}, indent=1))
    elif len(arguments) == 3 and arguments[0] == "predict":
        predict(Path(arguments[1]), Path(arguments[2]))
    elif len(arguments) == 2 and arguments[0] == "without":
        without_each(Path(arguments[1]))
    elif len(arguments) == 2 and arguments[0] == "speed":
        speed(Path(arguments[1]))
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


def score_pages() -> dict[str, float]:
    """Shares over the project's own pages: comments found, right, with author and parent, kept apart; paragraphs found."""
    total = Counts()
    for path in sorted([*PAGES.glob("*.html"), *PAGES.glob("text/*.txt")]):
        result = read_page(Page(path.read_bytes(), SourceRef(path.name)), Settings())
        gold = json.loads(path.with_suffix(".json").read_text("utf-8"))
        if not gold.get("doubtful"):
            total.add(count(gold, result))
    return total.shares()


def count(gold: dict, result: Article | Skipped) -> Counts:
    """Comments and paragraphs of one page against its answers. Two texts are the same when four words in five are."""
    found = result.comments if isinstance(result, Article) else ()
    wanted = gold["comments"]
    pairs = matched([c["text"] for c in wanted], [c.text for c in found])
    ids = {c.id: i for i, c in enumerate(found)}
    counts = Counts(gold=len(wanted), predicted=len(found), hits=len(pairs))
    for i, j in pairs.items():
        if wanted[i]["author"]:
            counts.authors += 1
            counts.authors_right += same(wanted[i]["author"], found[j].author)
        if wanted[i]["parent"] is not None:
            counts.parents += 1
            parent = ids.get(found[j].parent) if found[j].parent else None
            counts.parents_right += parent is not None and pairs.get(wanted[i]["parent"]) == parent
    lines = [p.span.of(result.text) for p in result.paragraphs] if isinstance(result, Article) else []
    body, article = " ".join(words(" ".join(lines))), " ".join(words(" ".join(gold["paragraphs"])))
    for comment in wanted:
        start = " ".join(words(comment["text"])[:25])
        counts.leaked += len(start) > 15 and start not in article and start in body
    counts.paragraphs = len(gold["paragraphs"])
    counts.paragraphs_found = len(matched(gold["paragraphs"], lines, least=0.9))
    return counts


def matched(gold: Sequence[str], found: Sequence[str], least: float = 0.8) -> dict[int, int]:
    used: set[int] = set()
    pairs: dict[int, int] = {}
    for i, text in enumerate(gold):
        best, j = max(((overlap(text, f), j) for j, f in enumerate(found) if j not in used), default=(0.0, -1))
        if best >= least:
            used.add(j)
            pairs[i] = j
    return pairs


def overlap(a: str, b: str) -> float:
    x, y = Counter(words(a)), Counter(words(b))
    shared = sum((x & y).values())
    return 2 * shared / (sum(x.values()) + sum(y.values())) if shared else float(not x and not y and a == b)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def same(a: str, b: str | None) -> bool:
    return a.strip().lower() == (b or "").strip().lower()


# --- for outside scorers ---------------------------------------------------------------------------------


def predict(gold: Path, target: Path) -> None:
    """One JSON file for each page, as an outside scorer reads it. `published` is the story's day where text decides it."""
    coder = Coder()
    for section in SECTIONS:
        (target / section).mkdir(parents=True, exist_ok=True)
        for name, content in pages_in(gold / section):
            article = coder.read_page(Page(content, SourceRef(name)))
            if isinstance(article, Skipped):
                continue
            day = article.header_date
            if section == "text":
                day = coder.code_article(article).resolution.story_date.story_date
            ids = {c.id: i for i, c in enumerate(article.comments)}
            row = {
                "title": article.title,
                "published": str(day) if day else None,
                "agency": article.agency,
                "canonical_url": article.url,
                "paragraphs": [p.span.of(article.text) for p in article.paragraphs],
                "comments": [
                    {"author": c.author, "text": c.text, "parent": ids.get(c.parent)} for c in article.comments
                ],
            }
            (target / section / f"{name.split('.')[0]}.json").write_text(json.dumps(row, ensure_ascii=False), "utf-8")


def pages_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix == ".gz":
            yield path.name, gzip.decompress(path.read_bytes())
        elif path.suffix in (".html", ".txt"):
            yield path.name, path.read_bytes()


# --- rules -----------------------------------------------------------------------------------------------


def without_each(folder: Path) -> None:
    """Comments found with all rules, without each, with the structural one alone, and without the rule of each platform."""
    platforms = [p.name for p in lists().platforms]
    alone = ("schema", "marks", "authors", *platforms)
    settings = {"all rules": (), **{f"without {r}": (r,) for r in RULES}, "structure alone": alone}
    settings |= {f"without the rule for {p}": (p,) for p in platforms}
    print(f"{'':34} recall precision authors parents")
    for name, left_out in settings.items():
        shares = comments_of(folder, left_out).shares()
        figures = (shares[k] for k in ("comments_recall", "comments_precision", "authors", "parents"))
        print(f"{name:34} " + "   ".join(f"{v:5.3f}" for v in figures))


def comments_of(folder: Path, left_out: Sequence[str]) -> Counts:
    total = Counts()
    for path in sorted(folder.glob("*.html")):
        gold = json.loads(path.with_suffix(".json").read_text("utf-8"))
        wanted = [c for c in gold["comments"] if c.get("kind", "comment") == "comment"]
        tree = lxml.html.document_fromstring(
            path.read_bytes().decode("utf-8", "replace").encode(), parser=lxml.html.HTMLParser(encoding="utf-8")
        )
        lxml.etree.strip_elements(tree, "script", "style", "nav", "svg", with_tail=False)
        comments = take_comments(tree, without=left_out).comments
        total.add(count({"comments": wanted, "paragraphs": []}, _only(comments)))
    return total


def _only(comments: tuple) -> Article:
    return Article("", "", (), SourceRef(""), comments=comments)


# --- speed -----------------------------------------------------------------------------------------------


def speed(folder: Path) -> None:
    """CPU seconds for whole documents (text, metadata, date, comments, language) beside trafilatura.bare_extraction with metadata, page by
    page in turn, three rounds; the last is told."""
    import trafilatura

    contents = [content for _, content in pages_in(folder)]
    texts = [content.decode("utf-8", "replace") for content in contents]
    for _ in range(3):
        ours = theirs = 0.0
        for content, text in zip(contents, texts, strict=True):
            start = time.process_time()
            read_page(Page(content, SourceRef("x")), Settings())
            middle = time.process_time()
            trafilatura.bare_extraction(text, with_metadata=True)
            ours, theirs = ours + middle - start, theirs + time.process_time() - middle
    print(
        f"lapwing {len(contents) / ours:.1f} pages/s, trafilatura {len(contents) / theirs:.1f} pages/s, ratio {theirs / ours:.2f}"
    )
    plain = (
        "\n".join(
            ["Envoys of both states met in Lima on Monday, the ministry said, and agreed to meet again in May."] * 20
        )
    ).encode()
    start = time.process_time()
    for _ in range(2_000):
        read_page(Page(plain, SourceRef("x")), Settings())
    print(f"plain text of {len(plain.split())} words: {2_000 / (time.process_time() - start):,.0f} pages/s")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
