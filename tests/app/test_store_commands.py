"""The command line on the store: plan, db, backup, restore."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import text

from app.cli.planned import Place, plan_in_store
from app.services.planning.chain import Plan
from app.services.plans.stored import plan_tables
from app.storage import versions
from app.storage.backup import back_up, restore
from app.storage.engine import Store
from app.storage.integrity import problems
from app.storage.versions import Origin
from tests.app.commands import aforo
from tests.app.conftest import create_database
from tests.app.services.small_store import added, campaign_folder, trail
from wfm.errors import ParameterError, StoreError


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    """A campaign planned into a store and a folder at once, and once more by key."""
    folder = tmp_path_factory.mktemp("planned")
    campaign_folder(folder)
    url = f"sqlite:///{folder}/aforo.db"
    both = aforo(
        *("plan", "campaign.toml", "--out", "plan", "--database", url, "--json"),
        folder=folder,
    )
    assert both.code == 0, both.err
    alone = aforo("plan", "campaign.toml", "--out", "alone", "--json", folder=folder)
    assert alone.code == 0, alone.err
    return folder, url, both.json


def stored(url, number=1):
    store = Store(url)
    with store.reading() as connection:
        version = versions.by_number(connection, 1, "plan", number)
        tables = plan_tables(connection, version.id)
        names = versions.part_names(connection, version.id)
    store.close()
    return version, tables, names


def test_a_plan_of_the_store_is_the_plan_of_the_files(planned):
    folder, _, _ = planned
    files = sorted(path.name for path in (folder / "plan").glob("*.csv"))

    assert files == sorted(path.name for path in (folder / "alone").glob("*.csv"))
    for name in files:
        mine = (folder / "plan" / name).read_bytes()
        assert mine == (folder / "alone" / name).read_bytes(), name


def test_the_version_has_the_tables_of_the_folder(planned):
    folder, url, summary = planned
    version, tables, names = stored(url)

    assert summary["stored"] == {"campaign": "linea-unica", "version": 1}
    assert {"summary.json", "report.html"} < set(names)
    assert {f"{name}.csv" for name in tables} == {
        path.name for path in (folder / "plan").glob("*.csv")
    }
    assert len(version.input_hash) == 64
    kept = json.loads((folder / "plan" / "summary.json").read_text())
    assert {**kept, "stored": summary["stored"]} == summary
    rows = pd.read_csv(folder / "plan" / "forecast.csv")
    assert (rows["volume"] - tables["forecast"]["volume"]).abs().max() < 1e-8


def test_a_campaign_of_the_store_is_found_by_its_key_and_keeps_what_is_planned(planned):
    _, url, _ = planned
    first, tables, _ = stored(url)

    with plan_in_store(Place(database=url, file=None, key="linea-unica")) as kept:
        number = kept.save(Plan({"forecast": tables["forecast"]}, {"days": 7}, ""))

    again, kept_tables, _ = stored(url, number)
    assert again.input_hash == first.input_hash == kept.stored.input_hash
    assert kept_tables.keys() == {"forecast"}


def test_an_unknown_key_is_said_with_the_nearest(planned):
    _, url, _ = planned

    ran = aforo("plan", "linea-unic", "--database", url)

    assert ran.code == 2
    assert "did you mean 'linea-unica'" in ran.err


def test_a_plan_needs_a_place(planned):
    folder, _, _ = planned

    ran = aforo("plan", "campaign.toml", folder=folder)

    assert ran.code == 2
    assert "--database" in ran.err


def test_the_store_is_made_checked_copied_and_put_back(tmp_path):
    url = f"sqlite:///{tmp_path}/a.db"
    assert aforo("db", "check", "--database", url).code == 2
    for words in (
        ("db", "upgrade", "--database", url),
        ("backup", tmp_path / "copy", "--database", url),
        ("restore", tmp_path / "copy", "--database", f"sqlite:///{tmp_path}/b.db"),
    ):
        ran = aforo(*words)
        assert ran.code == 0, ran.err
    second = Store(f"sqlite:///{tmp_path}/b.db")
    assert trail(second)[-1:] == ["backup.restore"]
    second.close()
    whole = aforo("db", "check", "--database", f"sqlite:///{tmp_path}/b.db", "--json")
    assert whole.json == {"problems": []}
    first = Store(url)
    assert trail(first) == ["backup.run"]
    first.close()
    over = aforo("restore", tmp_path / "copy", "--database", url)
    assert over.code == 2
    assert "--replace" in over.err


def contents(store):
    with store.reading() as connection:
        return [
            connection.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2")).all()
            for table in ("campaign", "interval_fact", "agent", "audit", "version")
        ]


def another(store_url, tmp_path, request):
    """Address of a second database of the same engine, with the same tables."""
    if store_url.startswith("sqlite"):
        place = tmp_path / "other" / "aforo.db"
        place.parent.mkdir()
        shutil.copy(request.getfixturevalue("_ready_file"), place)
        return f"sqlite:///{place}"
    address = request.getfixturevalue("postgres_address")
    name = f"other_{Path(tmp_path).name[-20:].lower().strip('_-')}".replace("-", "_")
    create_database(address, name, template="ready")
    return address.format(name=name)


def test_a_backup_brings_everything_back(store, store_url, tmp_path, request):
    added(store, tmp_path)
    file = tmp_path / "copy"
    back_up(store, file)
    url = another(store_url, tmp_path, request)

    with pytest.raises(StoreError, match="--replace"):
        restore(url, file)
    restore(url, file, replace=True)

    other = Store(url)
    assert contents(other) == contents(store)
    assert problems(other) == []
    other.close()
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(ParameterError, match="does not exist yet"):
        back_up(store, file)


def test_what_is_no_backup_changes_nothing(store, store_url, tmp_path):
    added(store, tmp_path)
    before = contents(store)
    wrong = tmp_path / "wrong"
    wrong.write_bytes(b"not a backup" * 500)

    for file in (wrong, tmp_path / "none"):
        with pytest.raises(StoreError):
            restore(store_url, file, replace=True)
    assert contents(store) == before


@pytest.fixture
def of_file(tmp_path, _ready_file):
    place = tmp_path / "own.db"
    shutil.copy(_ready_file, place)
    store = Store(f"sqlite:///{place}")
    yield store
    store.close()


def test_a_store_in_use_is_not_replaced(of_file, tmp_path):
    back_up(of_file, tmp_path / "copy")

    with of_file.reading() as connection:
        connection.execute(text("SELECT count(*) FROM campaign")).all()
        with pytest.raises(StoreError, match="stop the server"):
            restore(str(of_file.engine.url), tmp_path / "copy", replace=True)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE version_part SET content = x'00'", "is not what was saved"),
        ("UPDATE audit SET account_id = 9", "audit trail: entry 1"),
    ],
)
def test_a_damaged_backup_is_not_put_back(of_file, tmp_path, damage, said):
    number = added(of_file, tmp_path)
    with of_file.writing() as connection:
        versions.save(
            connection,
            campaign_id=number,
            kind="plan",
            parts={"a": b"1"},
            origin=Origin(),
        )
        if "UPDATE audit" in damage:
            connection.execute(text("DROP TRIGGER audit_no_update"))
        connection.execute(text(damage))
    back_up(of_file, tmp_path / "copy")
    target = tmp_path / "target.db"

    with pytest.raises(StoreError, match=said):
        restore(f"sqlite:///{target}", tmp_path / "copy")
    assert not target.exists()
    assert trail(of_file) == ["campaign.add"]
