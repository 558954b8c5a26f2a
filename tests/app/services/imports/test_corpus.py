"""The shared corpus of bad files, those that are about tables that are imported."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.services.imports.preview import Known, first_mapping, preview

CORPUS = Path(__file__).resolve().parents[4].parent / "shared" / "badinput"
TABLES = {"volumes": "history", "agents": "agents", "events": "states"}
# The same finding under another name of ours.
OUR_CODES = {
    "b07": {"E_DECIMAL_AMBIGUOUS"},
    "c20": {"W_UNIT"},
    "c21": {"W_UNIT"},
    "d03": {"E_DATE_MIXED"},
    "d05": {"E_DATE_SERIAL"},
    "d17": {"E_DST_OVERLAP"},  # gaps are told of two weeks and more
    "d32": {"E_DATE_SERIAL"},
    "d38": {"E_ZONE"},
    "e11": {"E_UNKNOWN_SKILL"},
    "e12": {"W_MANY_LEAVE"},
    "g05": {"W_STATE"},
    "i18": {"E_SHEET_CHOICE"},
    "i21": {"E_BLANK"},
    # Read rightly, so that its queues exist; a person confirms the encoding.
    "a07": {"W_ENCODING"},
    # A cover sheet beside the data is nothing to be warned of.
    "i17": set(),
}
OUR_OUTCOMES = {
    # A name without a suffix says no format.
    "h12": "reject",
}
# Hours a week are the contract's here: the column is not ours. 200,000 rows take
# seconds: a script's work.
LEFT_OUT = {"e08", "j02"}


def cases():
    absent = pytest.param(None, marks=pytest.mark.skip("../shared/badinput is absent"))
    if not CORPUS.is_dir():
        return [absent]
    text = (CORPUS / "expected.json").read_text(encoding="utf-8")
    return [
        pytest.param(case, id=case["id"])
        for case in json.loads(text)["cases"]
        if case["importer"] in TABLES and case["id"][:3] not in LEFT_OUT
    ]


def seen_of(case):
    content = (CORPUS / case["file"]).read_bytes()
    table, options = TABLES[case["importer"]], case["options"]
    mapping = first_mapping(content, case["upload_name"], table)
    if table == "agents":
        given = {"contract": "42h", "skills": "v"}
        absent = {k: v for k, v in given.items() if k not in mapping.columns}
        mapping = replace(mapping, constants=absent)
    if options["date_order"] != "auto":
        mapping = replace(mapping, date_order=options["date_order"])
    master = json.loads((CORPUS / "expected.json").read_text())["master_data"]
    known = Known(
        queues=options.get("known_queues", master["queues"]), skills=["v", "ventas"]
    )
    zone = options["tz"]
    return preview(content, case["upload_name"], mapping, timezone=zone, known=known)


@pytest.mark.parametrize("case", cases())
def test_a_bad_file_is_judged_as_expected(case):
    expected, short = case["expect"], case["id"][:3]

    seen = seen_of(case)

    # A warning more is allowed, says the corpus.
    outcome = OUR_OUTCOMES.get(short, expected["outcome"])
    assert seen.outcome.removesuffix("_warn") == outcome.removesuffix("_warn")
    if short in OUR_OUTCOMES:
        return
    assert set(OUR_CODES.get(short, expected["codes"])) <= set(seen.counts)
    if expected["outcome"] not in {"reject", "ask"}:
        assert (seen.good, seen.bad) == (expected["rows_ok"], expected["rows_bad"])
