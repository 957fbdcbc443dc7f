"""lapwing mcp"""

from __future__ import annotations

import click

from lapwing.errors import WrongCall


@click.command("mcp", epilog="Example: lapwing mcp data")
@click.argument("folder", metavar="DIR")
def command(folder: str) -> None:
    """A Model Context Protocol server of a store, on standard input and output, for programs that speak with language models.

    Its tools only read: search_events, get_evidence, count, code_text, codebook. Needs `pip install 'lapwing[mcp]'`.
    """
    try:
        from lapwing.integrations.mcp import serve
    except ModuleNotFoundError as fault:
        if (fault.name or "").partition(".")[0] not in ("mcp", "mcp_types"):
            raise
        raise WrongCall("`lapwing mcp` needs another library. Install it with: pip install 'lapwing[mcp]'") from fault
    serve(folder)
