"""Accounts: what may be made, what a change ends, what the trail says."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select

from app.services.access import COMMAND_LINE, MATRIX, Actor, Reach, Role
from app.services.accounts.changes import (
    NewAccount,
    add_account,
    end_sessions,
    set_disabled,
    set_password,
    set_scope,
)
from app.services.accounts.login import Attempt, Entered, Refused, log_in
from app.services.accounts.own_password import change_own_password
from app.services.accounts.passwords import (
    PasswordError,
    check_password,
    hash_password,
    verify,
)
from app.services.accounts.rows import account_list, find_account
from app.services.accounts.scopes import Scope
from app.services.accounts.sessions import Limits, log_out, session_of
from app.storage import campaigns, people
from app.storage.accounts import by_name, rehash
from app.storage.audit import broken_at
from app.storage.schema.audit import AUDIT, AUDIT_DETAIL
from wfm.errors import (
    ForbiddenError,
    InputError,
    ParameterError,
    StaleError,
    UnknownNameError,
)

PASSWORD = "tres gatos en la azotea"
OTHER = "cuatro perros en el patio"
LIMITS = Limits(idle=1800, absolute=12 * 3600)
NOW = 1_800_000_000
NORTE = (Scope("norte"),)


@pytest.fixture
def place(store):
    """Store with the campaign ``norte``, its agent A1 and the team Sur."""
    with store.writing() as connection:
        number = campaigns.add(
            connection, key="norte", name="Norte", client="", timezone="UTC"
        )
        row = {"agent": "A1", "contract": "42h", "skills": "x", "team": "Sur"}
        people.put(connection, number, [row])
    return store


def make(store, name="ana", role=Role.PLANNER, scopes=NORTE):
    new = NewAccount(name=name, role=role, scopes=scopes)
    return add_account(store, COMMAND_LINE, new, PASSWORD)


def enter(store, name="ana", password=PASSWORD, now=NOW):
    return log_in(store, Attempt(name, password, "192.0.2.1"), now)


def token(store, name="ana", now=NOW):
    entered = enter(store, name, now=now)
    assert isinstance(entered, Entered)
    return entered.token


def actions(store):
    with store.reading() as connection:
        assert broken_at(connection) is None
        return list(connection.scalars(select(AUDIT.c.action).order_by(AUDIT.c.id)))


def test_an_account_logs_in_and_is_who_it_was_made(place):
    make(place, role=Role.SUPERVISOR, scopes=(Scope("norte", team="Sur"),))

    session = session_of(place, token(place), LIMITS, NOW)

    assert session.actor.role is Role.SUPERVISOR
    assert {team for _, team in session.actor.teams} == {"Sur"}
    assert actions(place) == ["account.add", "account.login"]


@pytest.mark.parametrize(
    ("role", "scopes", "said"),
    [
        (Role.PLANNER, (), "role planner needs a campaign"),
        (Role.ADMINISTRATOR, (Scope("norte"),), "reaches every campaign: name none"),
        (Role.PLANNER, (Scope("nort"),), "did you mean 'norte'"),
        (Role.AGENT, (Scope("norte"),), "role agent needs agent code"),
        (Role.AGENT, (Scope("norte", agent="A9"),), "unknown agent 'A9'"),
        (Role.QUALITY, (Scope("norte", agent="A1"),), "takes no agent code"),
        (Role.QUALITY, (Scope("norte", team="Sur"),), "takes no team"),
        (Role.SUPERVISOR, (Scope("norte", team="Este"),), "unknown team 'Este'"),
        (Role.PLANNER, (Scope("norte"), Scope("norte")), "named twice"),
    ],
)
def test_a_scope_must_exist_and_suit_the_role(place, role, scopes, said):
    with pytest.raises(InputError, match=said):
        make(place, role=role, scopes=scopes)
    assert account_list(place, COMMAND_LINE) == []
    assert actions(place) == []


@pytest.mark.parametrize(
    "name", ["", "a", "Ana", "a b", "-a", "a" * 121, "ana\n", "ñu"]
)
def test_a_name_that_cannot_be_typed_safely_is_refused(place, name):
    with pytest.raises(ParameterError):
        make(place, name=name)


def test_a_name_is_taken_once(place):
    make(place)

    with pytest.raises(InputError, match="already an account 'ana'"):
        make(place)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("corta", "short"),
        ("x" * 11, "short"),
        ("gatos y perros " * 9, "long"),
        ("Password1234", "common"),
        ("p@ssw0rd2026!", "common"),
        ("123456789012", "common"),
        ("qwertyuiop12", "common"),
        ("Colombia2026!!", "common"),
        ("aaaaaaaaaaaa", "common"),
        ("ana123456789", "common"),
        ("contraseña2026", "common"),
    ],
)
def test_a_password_that_others_would_try_is_refused(password, reason):
    with pytest.raises(PasswordError) as refused:
        check_password(password, "ana")
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "password",
    [PASSWORD, "ñandú y güiro 🎺", "x7#kQ9!mZp2w", "correo lunes silla azul"],
)
def test_a_password_of_any_signs_is_taken(password):
    check_password(password, "ana")
    kept = hash_password(password)

    assert verify(kept, password)
    assert not verify(kept, password + "x")


def test_the_same_letters_typed_in_another_way_are_the_same_password():
    composed, apart = "contrase\u00f1a rara si", "contrasen\u0303a rara si"

    assert verify(hash_password(composed), apart)


def test_a_shift_that_logs_in_at_once_is_hashed_by_few_threads():
    kept = hash_password(PASSWORD)

    with ThreadPoolExecutor(16) as shift:
        right = list(shift.map(lambda _: verify(kept, PASSWORD), range(16)))

    hashing = [t for t in threading.enumerate() if t.name.startswith("hashing")]
    assert all(right)
    assert 1 <= len(hashing) <= 4


def test_nothing_verifies_against_no_account():
    assert not verify(None, "nobody has this password")


def test_an_old_hash_is_made_anew_at_log_in(place):
    from argon2 import PasswordHasher

    make(place)
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    with place.writing() as connection:
        rehash(connection, by_name(connection, "ana"), weak)

    token(place)

    with place.reading() as connection:
        assert "m=19456,t=2" in by_name(connection, "ana").password_hash
    assert isinstance(enter(place), Entered)


def test_a_session_ends_at_log_out_whoever_has_a_copy(place):
    make(place)
    copied = token(place)
    session = session_of(place, copied, LIMITS, NOW)

    log_out(place, session, NOW)
    log_out(place, session, NOW)

    assert session_of(place, copied, LIMITS, NOW) is None
    assert actions(place) == ["account.add", "account.login", "account.logout"]


@pytest.mark.parametrize(("later", "there"), [(1800, True), (1801, False)])
def test_a_session_ends_when_nobody_works_in_it(place, later, there):
    make(place)
    held = token(place)

    assert (session_of(place, held, LIMITS, NOW + later) is not None) == there


def test_a_session_in_use_ends_after_its_longest_time(place):
    from app.services.accounts.sessions import in_use

    make(place)
    held = token(place)
    for now in range(NOW, NOW + LIMITS.absolute, 1200):
        in_use(place, session_of(place, held, LIMITS, now), now)

    assert session_of(place, held, LIMITS, NOW + LIMITS.absolute) is not None
    assert session_of(place, held, LIMITS, NOW + LIMITS.absolute + 1) is None


def test_no_token_is_kept(place):
    make(place)
    held = token(place)

    from app.storage.schema.accounts import SESSION

    with place.reading() as connection:
        rows = connection.execute(select(SESSION)).all()
    assert len(rows) == 1
    assert held not in str(rows)


def changes(store):
    """Changes that end the sessions of an account."""
    account = find_account(store, COMMAND_LINE, "ana")
    number, revision = account.row.id, account.row.revision
    return {
        "password": lambda: set_password(
            store, COMMAND_LINE, number, OTHER, revision=revision
        ),
        "role": lambda: set_scope(
            store, COMMAND_LINE, account, role=Role.QUALITY, scopes=[Scope("norte")]
        ),
        "scope": lambda: set_scope(
            store,
            COMMAND_LINE,
            account,
            role=Role.SUPERVISOR,
            scopes=[Scope("norte", team="Sur")],
        ),
        "disable": lambda: set_disabled(store, COMMAND_LINE, account, disabled=True),
        "end": lambda: end_sessions(store, COMMAND_LINE, account),
    }


@pytest.mark.parametrize("change", ["password", "role", "scope", "disable", "end"])
def test_a_change_of_the_account_ends_its_sessions_at_once(place, change):
    make(place)
    held = token(place)

    changes(place)[change]()

    assert session_of(place, held, LIMITS, NOW) is None


@pytest.mark.parametrize("change", ["password", "role", "scope", "disable", "end"])
def test_of_two_who_change_an_account_the_second_is_told(place, change):
    make(place)
    late = changes(place)[change]
    account = find_account(place, COMMAND_LINE, "ana")
    set_password(
        place, COMMAND_LINE, account.row.id, OTHER, revision=account.row.revision
    )

    with pytest.raises(StaleError, match="changed by command line"):
        late()


def test_a_disabled_account_is_let_in_again_only_when_enabled(place):
    make(place)
    account = find_account(place, COMMAND_LINE, "ana")
    set_disabled(place, COMMAND_LINE, account, disabled=True)
    assert not isinstance(enter(place), Entered)

    account = find_account(place, COMMAND_LINE, "ana")
    set_disabled(place, COMMAND_LINE, account, disabled=False)

    assert isinstance(enter(place), Entered)


def anew(place, session, old=PASSWORD, new=OTHER, now=NOW):
    """Change the own password in a session, from the address of `enter`."""
    attempt = Attempt("", old, "192.0.2.1")
    return change_own_password(place, session.actor, attempt, new, now)


def test_ones_own_new_password_ends_every_session_and_begins_one(place):
    make(place)
    here, elsewhere = token(place), token(place)

    begun = anew(place, session_of(place, here, LIMITS, NOW))

    # A copy of the session in which it was done opens nothing either.
    assert session_of(place, here, LIMITS, NOW) is None
    assert session_of(place, elsewhere, LIMITS, NOW) is None
    assert session_of(place, begun.token, LIMITS, NOW) is not None
    assert isinstance(enter(place, password=OTHER), Entered)
    assert "account.password" in actions(place)


def test_ones_own_password_is_not_changed_without_the_old_one(place):
    make(place)
    session = session_of(place, token(place), LIMITS, NOW)

    assert anew(place, session, old=OTHER) == Refused()
    assert isinstance(enter(place), Entered)


def test_the_old_password_cannot_be_guessed_in_a_session_that_was_left_open(place):
    make(place)
    session = session_of(place, token(place), LIMITS, NOW)
    answers = [anew(place, session, old=f"guess {n}") for n in range(8)]

    assert answers[-1].wait > 0
    assert anew(place, session).wait > 0
    assert isinstance(anew(place, session, now=NOW + answers[-1].wait), Entered)


def test_the_password_before_is_no_new_one(place):
    make(place)
    session = session_of(place, token(place), LIMITS, NOW)

    with pytest.raises(PasswordError) as refused:
        anew(place, session, new=PASSWORD)

    assert refused.value.reason == "same"


def given(store, **of_account):
    """Whether somebody whose password an administrator gave must choose another."""
    admin = Actor(account_id=make(store, "eva"), name="", role=Role.ADMINISTRATOR)
    new = NewAccount(name="ana", role=Role.PLANNER, scopes=NORTE, **of_account)
    add_account(store, admin, new, PASSWORD)
    return session_of(store, token(store), LIMITS, NOW)


def test_a_password_given_by_an_administrator_is_replaced_once(place):
    session = given(place)
    assert session.must_choose

    begun = anew(place, session)

    assert not session_of(place, begun.token, LIMITS, NOW).must_choose


def test_a_password_given_anew_is_replaced_again(place):
    make(place)
    assert not session_of(place, token(place), LIMITS, NOW).must_choose
    row = find_account(place, COMMAND_LINE, "ana").row
    admin = Actor(account_id=row.id, name="", role=Role.ADMINISTRATOR)

    set_password(place, admin, row.id, OTHER, revision=row.revision)

    entered = enter(place, password=OTHER)
    assert session_of(place, entered.token, LIMITS, NOW).must_choose


def test_the_demonstrations_passwords_are_used_as_they_are(place):
    assert not given(place, demo=True).must_choose


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.ADMINISTRATOR])
def test_only_administrators_touch_accounts(place, role):
    make(place)
    reaches_all = Reach.ALL in MATRIX[role].values()
    actor = Actor(account_id=7, name="x", role=role, campaigns=frozenset({1}))
    account = find_account(place, COMMAND_LINE, "ana")
    new = NewAccount(name="eva", role=Role.ADMINISTRATOR)
    before = actions(place)
    number = account.row.id
    attempts = [
        lambda: add_account(place, actor, new, PASSWORD),
        lambda: account_list(place, actor),
        lambda: set_password(place, actor, number, OTHER, revision=1),
        lambda: set_disabled(place, actor, account, disabled=True),
        lambda: end_sessions(place, actor, account),
        lambda: set_scope(place, actor, account, role=Role.QUALITY, scopes=[]),
    ]

    for attempt in attempts:
        with pytest.raises(ForbiddenError):
            attempt()
    assert actions(place) == before
    assert isinstance(reaches_all, bool)


def test_the_trail_names_accounts_by_number_and_keeps_no_password(place):
    number = make(place)
    account = find_account(place, COMMAND_LINE, "ana")
    admin = replace(COMMAND_LINE, account_id=None)
    set_password(place, admin, number, OTHER, revision=account.row.revision)

    with place.reading() as connection:
        rows = str(connection.execute(select(AUDIT)).all())
        details = str(connection.execute(select(AUDIT_DETAIL)).all())
    assert "ana" not in rows.replace("command", "")
    for secret in (PASSWORD, OTHER, "argon2"):
        assert secret not in rows + details


def test_an_unknown_account_is_named_with_the_nearest(place):
    make(place)

    with pytest.raises(UnknownNameError, match="did you mean 'ana'"):
        find_account(place, COMMAND_LINE, "anna")
