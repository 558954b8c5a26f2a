"""The job that measures a campaign's method: made outside the store, kept once."""

from __future__ import annotations

from app.jobs.accuracy import ACCURACY, keep, make
from app.jobs.order import Order
from app.jobs.queueing import enqueue, job
from app.services.access import COMMAND_LINE
from app.services.campaigns.stored import add_campaign
from app.services.forecasts.stored_accuracy import measured_accuracy
from app.storage import versions
from tests.app.services.small_store import campaign_folder, history


def test_a_measurement_is_kept_once_however_often_it_is_handed_over(
    store, store_url, tmp_path
):
    path = campaign_folder(tmp_path)
    history(weeks=5).to_csv(tmp_path / "history.csv", index=False)
    text = path.read_text(encoding="utf-8")
    path.write_text(f'{text}[forecast]\nmodel = "ewma"\n', encoding="utf-8")
    number = add_campaign(store, COMMAND_LINE, path)
    job_id = enqueue(store, COMMAND_LINE, ACCURACY, number)
    result = tmp_path / "result"
    result.mkdir()
    steps = []
    order = Order(
        work=ACCURACY.work,
        database_url=store_url,
        folder=str(result),
        job_id=job_id,
        campaign_id=number,
        arguments={},
        memory_bytes=ACCURACY.limits.memory_bytes,
        cpu_seconds=60,
    )

    make(order, lambda step, share: steps.append((step, share)))
    for _ in range(2):
        with store.writing() as connection:
            row = job(store, COMMAND_LINE, job_id).row
            keep(connection, row, {}, result)

    assert steps[-1] == ("backtest", 1.0)
    assert measured_accuracy(store, COMMAND_LINE, number).current
    with store.reading() as connection:
        assert len(versions.listing(connection, number, "accuracy")) == 1
