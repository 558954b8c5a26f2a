"""The command line on stores and folders that are not what they should be."""

from __future__ import annotations

import pytest

from tests.app.commands import aforo


@pytest.fixture
def no_database(tmp_path):
    (tmp_path / "notes.db").write_text("no database at all, just notes\n" * 50)
    return f"sqlite:///{tmp_path}/notes.db"


@pytest.mark.parametrize(
    "words", [("db", "upgrade"), ("db", "check"), ("user", "list"), ("worker",)]
)
def test_a_file_that_is_no_database_is_said_in_one_sentence(no_database, words):
    said = aforo(*words, "--database", no_database)

    assert (said.code, said.out) == (2, "")
    assert said.err == "aforo: database: file is not a database\n"


def test_a_database_cut_short_is_said_in_one_sentence(tmp_path):
    whole, cut = tmp_path / "whole.db", tmp_path / "cut.db"
    assert aforo("db", "upgrade", "--database", f"sqlite:///{whole}").code == 0
    cut.write_bytes(whole.read_bytes()[:20_000])

    said = aforo("db", "check", "--database", f"sqlite:///{cut}")

    assert said.code == 2
    assert said.err == "aforo: database: database disk image is malformed\n"


def test_a_demonstration_in_the_place_of_a_file_is_refused(tmp_path):
    (tmp_path / "taken").write_text("somebody's notes")

    said = aforo("demo", "--no-serve", "--folder", tmp_path / "taken")

    assert said.code == 2
    assert len(said.err.splitlines()) == 1
    assert "cannot be written" in said.err
    assert (tmp_path / "taken").read_text() == "somebody's notes"


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///", "sqlite:///:memory:"])
def test_a_store_that_would_be_gone_at_the_end_is_not_made(address):
    said = aforo("db", "upgrade", "--database", address)

    assert (said.code, said.out) == (2, "")
    assert "sqlite:///FILE" in said.err
