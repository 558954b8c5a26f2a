"""Hostile and broken files: none is more than a table or a mistake of its owner."""

from __future__ import annotations

import json
import pathlib
from contextlib import suppress

import pytest

from app.files.read import read_table
from tests.app.table_files import BOGOTA, read, written
from wfm.errors import InputError
from wfm.tables import AGENTS, HISTORY, SCHEDULE, STATES

SHARED = pathlib.Path(__file__).resolve().parents[2].parent / "shared"
CORPUS = SHARED / "badinput"
OF_LETTER = {"e": AGENTS, "f": SCHEDULE, "g": STATES}
# Their columns carry other names than our tables; importers will translate them.
OUR_NAMES = {
    b"interval_start": b"start",
    b"answered_in_sl": b"answered_in_threshold",
    b"aht,": b"aht_s,",
    b"aht;": b"aht_s;",
}
# What only an importer can decide: other encodings, decimal commas, dates in another
# order, titles above the header, totals below, and what needs a person's confirmation.
IMPORTERS = (
    "a03 a06 a07 b01 b04 b05 b07 b08 b14 b15 b16 c09 c10 c11 c12 c20 c21 d01 d08 d12 "
    "d14 d23 d25 d35 d36 e01"
)


def corpus():
    if not CORPUS.is_dir():
        return []
    text = (CORPUS / "expected.json").read_text(encoding="utf-8")
    return json.loads(text)["cases"]


def params(cases):
    absent = pytest.param(None, marks=pytest.mark.skip("../shared/badinput is absent"))
    return [pytest.param(case, id=case["id"]) for case in cases] or [absent]


@pytest.mark.parametrize("case", params(corpus()))
def test_a_hostile_file_is_at_worst_a_mistake_of_its_owner(case):
    # Anything but a table or this error, such as a crash of the whole process by a
    # sheet of 17 billion cells, fails.
    path = CORPUS / case["file"]

    with suppress(InputError):
        read(path, OF_LETTER.get(path.name[0], HISTORY))


def plain_volumes():
    return [
        case
        for case in corpus()
        if case["importer"] == "volumes"
        and case["file"].endswith((".csv", ".tsv"))
        and case["id"][:3] not in IMPORTERS
    ]


@pytest.mark.parametrize("case", params(plain_volumes()))
def test_a_file_with_our_column_names_is_accepted_or_refused_as_expected(
    tmp_path, case
):
    content = (CORPUS / case["file"]).read_bytes()
    for theirs, ours in OUR_NAMES.items():
        content = content.replace(theirs, ours)
    path = written(tmp_path, pathlib.Path(case["file"]).name, content)
    timezone = case["options"].get("tz", BOGOTA)

    if case["expect"]["outcome"].startswith("accept"):
        table = read_table(path, HISTORY, timezone=timezone)
        assert len(table) == case["expect"]["rows_ok"]
    else:
        with pytest.raises(InputError):
            read_table(path, HISTORY, timezone=timezone)
