"""lapwing review"""

from __future__ import annotations

import getpass
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from lapwing.cli.listing import print_rows
from lapwing.cli.output import open_output

if TYPE_CHECKING:
    from lapwing.reviews import Reviews


@click.command("review", epilog="Example: lapwing code examples/pages --store out && lapwing review out --sample 20")
@click.argument("folder", metavar="DIR")
@click.option("--by", "who", metavar="NAME", help="Who reviews. Default: the login name.")
@click.option("--type", "event_types", metavar="TYPE", multiple=True, help="Only this PLOVER type; may be given again.")
@click.option("--sample", "per_type", type=click.IntRange(1), metavar="N", help="So many of each type.")
@click.option("--seed", default="0", metavar="TEXT", help="Which random order. The same seed gives the same.")
@click.option("--uncertain", is_flag=True, help="Low scores first, instead of a random order.")
@click.option("--second", is_flag=True, help="What others have reviewed and you have not, to measure agreement.")
@click.option("--again", is_flag=True, help="Also what has been reviewed.")
@click.option(
    "--precision",
    "asks_precision",
    is_flag=True,
    help="How often the coding is right, from the verdicts, and how far reviewers agree.",
)
@click.option(
    "--export-corpus",
    "corpus_file",
    metavar="FILE",
    help="Write reviewed sentences as training data here (- for standard output).",
)
@click.option("--log", "asks_log", is_flag=True, help="Every verdict that was given or taken back.")
def command(
    folder: str,
    who: str | None,
    event_types: tuple[str, ...],
    per_type: int | None,
    seed: str,
    uncertain: bool,
    second: bool,
    again: bool,
    asks_precision: bool,
    corpus_file: str | None,
    asks_log: bool,
) -> None:
    """Look at coded events one after the other: accept, reject or correct them.

    DIR is a store made by `lapwing code ... --store DIR`. Verdicts are kept in DIR/reviews.sqlite; leave with q and go on another time. At a terminal a
    key is enough; from a pipe each line is a key. Only events that come in random order (without --uncertain) measure precision.
    """
    from lapwing.reviews import Reviews

    if sum(map(bool, (asks_precision, corpus_file, asks_log))) > 1:
        raise click.UsageError("Give one of --precision, --export-corpus and --log.")
    if again and second:
        raise click.UsageError("Give --again or --second, not both.")
    reviews = Reviews(folder)
    if asks_log:
        print_rows([line.as_dict() for line in reviews.log()], _LOG_COLUMNS, nothing="Nothing has been reviewed.")
    elif asks_precision:
        _print_precision(reviews)
    elif corpus_file:
        _export(folder, corpus_file)
    else:
        from lapwing.cli.reviewing import Sort, review_events

        chosen_by = "uncertain" if uncertain else "type-sample" if per_type else "sample"
        sort = Sort(event_types, per_type, seed, chosen_by, "all" if again else "second" if second else "new")
        review_events(folder, reviews, who or _login_name(), sort, clock=lambda: datetime.now(UTC))


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError) as fault:
        raise click.UsageError("No login name is known here. Say who reviews with --by NAME.") from fault


_LOG_COLUMNS = {
    "when": lambda r: r["at"],
    "who": lambda r: r["who"],
    "verdict": lambda r: r["verdict"] + (f" of {r['undoes'][:8]}" if r["undoes"] else ""),
    "on": lambda r: f"{r['kind'].removesuffix('s')} {r['looked_at'][:8]}",
    "coded as": lambda r: f"{r['type']} {r['mode'] or ''} ({r['realis']})".replace("  ", " "),
    "corrections": lambda r: ", ".join(f"{field}: {_words(value)}" for field, value in r["corrections"].items()),
    "chosen": lambda r: r["chosen_by"],
    "note": lambda r: r["note"],
}


def _words(value: Any) -> str:
    return " ".join(value) or "none" if isinstance(value, list) else str(value or "none")


# --- what verdicts measure -------------------------------------------------------------------------------


def _print_precision(reviews: Reviews) -> None:
    """Shares as rows, then what must be known to read them."""
    from lapwing.reviews import agreements, precision

    standing = reviews.standing()
    found = precision(standing)
    rows: list[Mapping[str, Any]] = [
        {
            "measure": s.measure,
            "value": s.value,
            "n_reviewed": s.n_reviewed,
            "n_right": s.n_right,
            "share": s.share,
            "low": s.low,
            "high": s.high,
            "kappa": None,
        }
        for s in found.shares
    ]
    rows += [
        {"measure": "agreement", "value": " and ".join(a.reviewers), "n_reviewed": a.n_items, "n_right": round(a.share * a.n_items), "share": a.share,
         "low": None, "high": None, "kappa": a.kappa}
        for a in agreements(standing)
    ]  # fmt: skip
    print_rows(rows, _SHARE_COLUMNS, nothing="No verdict on an event that was chosen at random.")
    if found.n_unsure:
        click.echo(
            f"{found.n_unsure:,} of the sample left open (unsure): not counted. If those are the hard ones, the shares are too good.",
            err=True,
        )
    if found.n_not_random:
        click.echo(
            f"{found.n_not_random:,} not chosen at random (low scores first, or opened in a browser): not counted, a choice measures nothing.",
            err=True,
        )
    by_type = sum(r.chosen_by == "type-sample" for r in standing)
    if by_type:
        click.echo(f"{by_type:,} from a sample of so many for each type: counted by type and mode alone.", err=True)


_SHARE_COLUMNS = {
    "measure": lambda r: r["measure"],
    "of": lambda r: r["value"],
    "reviewed": lambda r: f"{r['n_reviewed']:,}",
    "right": lambda r: f"{r['share']:.0%}",
    "95 % interval": lambda r: "" if r["low"] is None else f"{r['low']:.0%} to {r['high']:.0%}",
    "kappa": lambda r: "" if r["kappa"] is None else f"{r['kappa']:.2f}",
}


# --- training data ---------------------------------------------------------------------------------------


def _export(folder: str, path: str) -> None:
    from lapwing.reviews import REASONS, lines_of, reviewed_corpus

    corpus = reviewed_corpus(folder)
    with open_output(path) as out:
        out.writelines(lines_of(corpus))
    events = Counter(len(s["events"]) for p in corpus.passages for s in p["sentences"])
    n_events = sum(n * times for n, times in events.items())
    click.echo(
        f"{corpus.n_sentences:,} sentences with {n_events:,} events in {len(corpus.passages):,} passages", err=True
    )
    for reason, n in corpus.left_out.items():
        click.echo(f"left out {n:,} ({reason}): {REASONS[reason]}", err=True)
    if corpus.n_gone:
        click.echo(f"{corpus.n_gone:,} reviewed events are not in the store any more", err=True)
    if corpus.passages:
        click.echo(
            "The texts belong to those who published them: see docs/reviews.md before you pass the file on.", err=True
        )
