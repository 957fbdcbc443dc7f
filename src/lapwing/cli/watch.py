"""lapwing watch"""

from __future__ import annotations

import time

import click

from lapwing.cli.output import Tally, plain


@click.command("watch", epilog="Example: lapwing watch https://news.example/world.rss --store out --once")
@click.argument("feeds", nargs=-1, required=True, metavar="FEED...")
@click.option("--store", "-s", required=True, metavar="DIR", help="Keep what is coded in this store.")
@click.option(
    "--every", type=click.FloatRange(1), default=15, show_default=True, metavar="MINUTES", help="How often to look."
)
@click.option("--once", is_flag=True, help="Look at what is due, and stop.")
@click.option("--feed-text", is_flag=True, help="Code what the feeds themselves give, and load no pages.")
def command(feeds: tuple[str, ...], store: str, every: float, once: bool, feed_text: bool) -> None:
    """Look at feeds again and again, and code what is new in them.

    FEED is the web address of an RSS or Atom feed. Stop it at any time: the store remembers what it has seen. Servers are asked whether
    something has changed (ETag, If-Modified-Since), robots.txt is honoured, and one site gets one request a second at most.
    """
    from lapwing.inputs.fetch import Fetcher
    from lapwing.inputs.lists import is_web_address
    from lapwing.inputs.watch import Watcher
    from lapwing.pipeline import Coder
    from lapwing.records import Skipped
    from lapwing.store import Store

    if wrong := [feed for feed in feeds if not is_web_address(feed)]:
        raise click.UsageError(f"'{plain(wrong[0])}' is no web address.")
    coder, stored = Coder(), Store.create(store)
    watcher = Watcher(
        stored.ledger, Fetcher(max_bytes=coder.settings.max_page_bytes), every * 60, loads_pages=not feed_text
    )
    while True:
        tally, n_new = Tally(), 0
        for page, done in watcher.look(feeds):
            result = page if isinstance(page, Skipped) else coder.code_page(page)
            for kept in tally.watch([result]):
                n_new += stored.append([kept], coder_digest=coder.digest)
            done()
        tally.summary(coded=True)
        if once:
            return
        wait = watcher.seconds_until_due(feeds)
        click.echo(
            f"{n_new:,} new in the store; looking again in {max(1, round(wait / 60)):,} min (Ctrl-C stops)", err=True
        )
        time.sleep(wait + 1)
