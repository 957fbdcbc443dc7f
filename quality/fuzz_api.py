"""Ask the API of a small store everything that its own description allows and forbids: no 5xx, every answer as described.

python quality/fuzz_api.py [--examples 10] [--seed 1]        # half a minute
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import schemathesis
from hypothesis import HealthCheck, given, seed, settings
from hypothesis.errors import Unsatisfiable
from starlette.applications import Starlette
from starlette.routing import Mount

from lapwing import Coder, Skipped
from lapwing.explorer.api import OpenStore, make_api
from lapwing.inputs import open_pages
from lapwing.resources import examples_folder
from lapwing.store import Store


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=10, help="requests of each kind to each operation")
    parser.add_argument("--seed", type=int, default=1)
    given_options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = _app(Path(folder) / "store")
        schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
        faults = list(ask_everything(schema, examples=given_options.examples, seed_number=given_options.seed))
    for fault in faults:
        print(fault)
    print(f"{len(faults)} operations answer otherwise than described")
    sys.exit(1 if faults else 0)


def ask_everything(schema: schemathesis.BaseSchema, *, examples: int, seed_number: int) -> Iterator[str]:
    """What went wrong, for each operation and kind of request at most one."""
    for found in schema.get_all_operations():
        operation = found.ok()
        for mode in schemathesis.GenerationMode:
            try:
                n = ask_operation(operation, mode, examples=examples, seed_number=seed_number)
            except Exception as fault:  # whatever it is, it is told, and the other operations are asked too
                yield f"{operation.label}, {mode.value}: {fault!r}\n{fault}"
            else:
                print(f"{operation.label}, {mode.value}: {n} requests", file=sys.stderr)


def ask_operation(
    operation: schemathesis.APIOperation, mode: schemathesis.GenerationMode, *, examples: int, seed_number: int
) -> int:
    """How many requests of a kind were made and answered as described. Raises what schemathesis raises when one was not."""
    n = 0

    @seed(seed_number)
    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        nonlocal n
        n += 1
        leave_out_what_no_schema_says(case, mode)
        case.call_and_validate()

    # Unsatisfiable: nothing is forbidden here, such as for an operation without parameters.
    with contextlib.suppress(Unsatisfiable):
        ask()
    return n


def leave_out_what_no_schema_says(case: schemathesis.Case, mode: schemathesis.GenerationMode) -> None:
    """Right requests must be accepted: a cursor comes from a page, a box has its south below its north, and there is one time to count by."""
    if mode is schemathesis.GenerationMode.POSITIVE:
        for name in ("cursor", "box"):
            case.query.pop(name, None)
        if "group" in case.query:
            case.query["group"] = case.query["group"][:1]


def _app(folder: Path) -> Starlette:
    coder, store = Coder(engine="rules"), Store.create(folder)
    articles = [
        coder.code_page(p) for p in open_pages([str(examples_folder() / "pages")]) if not isinstance(p, Skipped)
    ]
    store.append(articles, coder_digest="c")
    return Starlette(routes=[Mount("/api/v1", app=make_api(OpenStore.open(store), make_coder=lambda: coder))])


if __name__ == "__main__":
    main()
