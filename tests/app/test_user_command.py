"""The commands about accounts, as an administrator runs them."""

from __future__ import annotations

import io
import sys

import pytest
from typer.testing import CliRunner

from app.cli import app
from app.cli.users import RoleName, add
from app.services.access import COMMAND_LINE, Role
from app.services.accounts.login import Attempt, Entered, log_in
from app.storage import campaigns
from app.storage.engine import Store
from wfm.errors import InputError, StaleError, UnknownNameError

PASSWORD = "tres gatos en la azotea"
NOW = 1_800_000_000


def run(url, *words, typed=PASSWORD):
    """Run ``aforo user`` in this process; what it printed."""
    done = CliRunner().invoke(
        app, ["user", *words, "--database", url], input=f"{typed}\n"
    )
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


def enters(url, name="ana", password=PASSWORD):
    store = Store(url)
    try:
        return isinstance(log_in(store, Attempt(name, password, "::1"), NOW), Entered)
    finally:
        store.close()


@pytest.fixture
def url(store_url):
    store = Store(store_url)
    with store.writing() as connection:
        campaigns.add(connection, key="norte", name="N", client="", timezone="UTC")
    store.close()
    return store_url


def test_the_first_administrator_is_made_on_the_command_line(url):
    run(url, "add", "ana", "--role", "administrator", "--password-stdin")

    assert enters(url)
    assert "administrator" in run(url, "list")


def test_an_account_of_a_campaign_is_listed_with_it(url):
    words = ("--role", "planner", "--campaign", "norte", "--password-stdin")
    run(url, "add", "ana", *words)

    assert '"scope": "norte"' in run(url, "list", "--json")


def test_a_disabled_account_comes_back_with_undo(url):
    run(url, "add", "ana", "--role", "administrator", "--password-stdin")

    run(url, "disable", "ana")
    assert not enters(url)
    run(url, "disable", "ana", "--undo")
    assert enters(url)


def test_a_password_is_replaced(url):
    run(url, "add", "ana", "--role", "administrator", "--password-stdin")
    other = "cuatro perros en el patio"

    run(url, "password", "ana", "--password-stdin", typed=other)

    assert enters(url, password=other)


def test_a_temporary_password_is_replaced_at_the_first_log_in(url):
    from sqlalchemy import text

    words = ("--role", "administrator", "--password-stdin", "--temporary")
    run(url, "add", "ana", *words)
    run(url, "add", "eva", "--role", "administrator", "--password-stdin")

    store = Store(url)
    with store.reading() as connection:
        rows = connection.execute(text("SELECT name, password_given FROM account"))
        found = {row.name: row.password_given for row in rows}
    store.close()
    assert found == {"ana": 1, "eva": 0}


def test_role_and_scope_are_given_anew(url):
    run(url, "add", "ana", "--role", "administrator", "--password-stdin")

    run(url, "scope", "ana", "--role", "quality", "--campaign", "norte")

    listed = run(url, "list", "--json")
    assert '"role": "quality"' in listed
    assert '"scope": "norte"' in listed


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "ana", "--role", "planner", "--password-stdin"), "needs a campaign"),
        (("disable", "eva"), "unknown account 'eva'"),
        (("password", "eva", "--password-stdin"), "unknown account 'eva'"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(url, words, said):
    with pytest.raises((InputError, UnknownNameError, StaleError), match=said):
        run(url, *words)


def test_without_a_terminal_the_password_is_not_guessed_at(url, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))

    with pytest.raises(InputError, match="--password-stdin"):
        run(url, "add", "ana", "--role", "administrator")
    assert not enters(url)


@pytest.mark.parametrize(
    "sent", [b"tres \xff\xfe gatos en casa\n", b"a\xf1o de gatos\n"]
)
def test_a_password_that_no_form_can_send_makes_no_account(url, monkeypatch, sent):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(sent)))

    with pytest.raises(InputError, match="not UTF-8"):
        add("ana", RoleName.ADMINISTRATOR, password_stdin=True, database=url)
    assert "ana" not in run(url, "list")


def test_help_names_the_roles_of_the_matrix():
    assert [each.value for each in RoleName] == [each.value for each in Role]
    assert COMMAND_LINE.role is None
