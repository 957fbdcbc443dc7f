"""A small store behind the API, asked without a server."""

from __future__ import annotations

from datetime import date

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from lapwing.explorer.api import OpenStore, make_api
from lapwing.store import Store
from lapwing.store.index import open_index

TOLD = {
    date(
        2024, 5, 8
    ): "CAIRO - Egyptian police arrested twelve protesters in Cairo on Tuesday. Kenya condemned the arrests. Kenya pledged to send aid by July 20.",
    date(
        2024, 6, 4
    ): "KHARTOUM (AFP) - Sudan's foreign minister met Kenya's president in Nairobi on Monday. Rebels shelled a market in Omdurman on Saturday, killing four people.",
    date(
        2024, 6, 5
    ): 'SUVA - Fiji warned ships on Monday that debris of a rocket could fall near 18-30 S, 177-10 E between June 5 and June 9. "We will not wait," its president, Ana Ruiz, said.',
}


@pytest.fixture(scope="session")
def api_store(coder, tmp_path_factory):
    store = Store.create(tmp_path_factory.mktemp("api") / "store")
    store.append([coder.code_text(text, published=day) for day, text in TOLD.items()], coder_digest="c")
    return store


@pytest.fixture(scope="session")
def api_app(api_store, coder):
    return Starlette(routes=[Mount("/api/v1", app=make_api(OpenStore.open(api_store), make_coder=lambda: coder))])


@pytest.fixture(scope="session")
def indexed_app(api_store, coder):
    """The same with an index, as the explorer has it."""
    opened = OpenStore.open(api_store)
    opened.index = open_index(api_store)
    yield Starlette(routes=[Mount("/api/v1", app=make_api(opened, make_coder=lambda: coder))])
    opened.index.close()


@pytest.fixture
def client(api_app):
    return TestClient(api_app, base_url="http://localhost/api/v1", raise_server_exceptions=False)
