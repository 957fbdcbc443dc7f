"""A small store opened by the explorer, asked without a server."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from lapwing.explorer.app import Explored, make_app
from lapwing.store import Store
from lapwing.store.index import open_index
from making_explored import TEXTS, page_of


@pytest.fixture(scope="package")
def store(coder, tmp_path_factory):
    store = Store.create(tmp_path_factory.mktemp("explorer") / "shown")
    results = [coder.code_page(page_of(text, day, url)) for text, day, url in TEXTS]
    store.append(results, coder_digest="c")
    return store


@pytest.fixture(scope="package")
def index(store):
    return open_index(store)


@pytest.fixture(scope="package")
def client(store, index):
    app = make_app(Explored.open(store, index, "ana"))
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=True)
