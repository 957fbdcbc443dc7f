from __future__ import annotations

from lapwing.runs import reconcile
from lapwing.runs.job import Receipt
from lapwing.store import Store


def test_receipt_survives_its_file(make_rows, plan, make_job, loop):
    """What is written is what is read."""
    job = make_job("s")
    loop(plan(make_rows(4)), job)
    (job.folder / "ledger.sqlite").unlink()
    (path,) = (job.folder / "receipts").glob("*.json")
    receipt = Receipt.from_json(path.read_text())
    assert receipt.to_json() == path.read_text()
    assert (receipt.n_pages, receipt.n_articles, receipt.segments[0].rows["articles"]) == (4, 4, 4)
    broken = job.folder / "segments" / "articles" / f"{receipt.segments[0].name}.parquet"
    broken.unlink()
    (path.with_name("no-receipt.json")).write_text("{}")
    n_added, faults = reconcile(Store.create(job.folder))
    assert (n_added, len(faults)) == (0, 2)
