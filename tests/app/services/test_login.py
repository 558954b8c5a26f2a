"""Guessing: slow for who guesses, never shut for who owns the account."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.services.access import COMMAND_LINE, Role
from app.services.accounts.changes import NewAccount, add_account
from app.services.accounts.login import Attempt, Entered, Refused, log_in
from app.storage.schema.accounts import KNOWN_DEVICE, LOGIN_FAILURE

PASSWORD = "tres gatos en la azotea"
HOME, THERE = "192.0.2.1", "203.0.113.9"
OWN = "cookie of the owner's browser"
NOW = 1_800_000_000
WRONG = "not it"


@pytest.fixture
def house(store):
    """Store with the account ``ana``."""
    new = NewAccount(name="ana", role=Role.ADMINISTRATOR)
    add_account(store, COMMAND_LINE, new, PASSWORD)
    return store


def attempt(store, now, *, device="", **typed):
    typed = {"name": "ana", "password": WRONG, "address": THERE} | typed
    return log_in(store, Attempt(**typed, device=device), now)


def looked_at(store, name, seconds):
    """How many guesses of who tries again as soon as may be are looked at."""
    now, count = NOW, 0
    while now < NOW + seconds:
        answer = attempt(store, now, name=name)
        if answer.wait:
            now += answer.wait
        else:
            count += 1
    return count


@pytest.mark.parametrize("name", ["ana", "nobody"])
def test_an_hour_gives_some_thirty_guesses_whether_or_not_the_name_exists(house, name):
    assert 10 <= looked_at(house, name, 3600) <= 30


def test_the_right_password_is_not_looked_at_while_there_is_a_wait(house):
    for _ in range(10):
        attempt(house, NOW)

    answer = attempt(house, NOW, password=PASSWORD)

    assert isinstance(answer, Refused)
    assert answer.wait > 0


def test_the_wait_grows_and_ends(house):
    waits = []
    now = NOW
    for _ in range(12):
        while (answer := attempt(house, now)).wait:
            waits.append(answer.wait)
            now += answer.wait

    assert waits == sorted(waits)
    assert waits[-1] == 180
    assert isinstance(attempt(house, now + 180, password=PASSWORD), Entered)


def test_guesses_made_elsewhere_do_not_keep_the_owner_out(house):
    at_home = {"password": PASSWORD, "address": HOME, "device": OWN}
    assert isinstance(attempt(house, NOW, **at_home), Entered)
    for number in range(60):
        attempt(house, NOW + 1, address=f"203.0.113.{number}")

    answer = attempt(house, NOW + 1, **at_home)

    assert isinstance(answer, Entered)


def test_a_known_browser_is_no_place_to_guess_from_without_end(house):
    attempt(house, NOW, password=PASSWORD, device=OWN)
    answers = [attempt(house, NOW + 1, device=OWN) for _ in range(20)]

    assert sum(answer.wait == 0 for answer in answers) <= 5


@pytest.mark.parametrize("device", ["", "a browser that nobody knows"])
def test_at_an_address_where_somebody_logged_in_their_name_waits_like_any(
    house, device
):
    attempt(house, NOW, password=PASSWORD, address=HOME, device=OWN)

    waits = [
        [attempt(house, NOW, name=name, device=device).wait for _ in range(20)]
        for name in ("ana", "nobody")
    ]
    for number in range(60):
        attempt(house, NOW, name=f"user{number}", address=HOME)
    late = [
        attempt(house, NOW, name=name, address=HOME, device=device).wait
        for name in ("ana", "eva")
    ]

    assert waits[0] == waits[1]
    assert late[0] > 0
    assert late[1] > 0


def test_many_names_from_one_address_are_slowed_too(house):
    answers = [attempt(house, NOW, name=f"user{n}") for n in range(60)]

    assert sum(answer.wait == 0 for answer in answers) <= 41


def test_guesses_from_many_addresses_count_together(house):
    answers = [attempt(house, NOW, address=f"203.0.113.{n}") for n in range(60)]

    assert sum(answer.wait == 0 for answer in answers) <= 5


def test_failures_are_kept_as_hashes_for_a_day(house):
    attempt(house, NOW, name="typed my password here")
    attempt(house, NOW + 25 * 3600, name="x")

    with house.reading() as connection:
        rows = connection.execute(select(LOGIN_FAILURE)).mappings().all()
        known = connection.execute(select(KNOWN_DEVICE)).all()
    assert len(rows) == 1
    assert {len(row["name_hash"]) for row in rows} == {64}
    assert THERE not in str(rows)
    assert known == []


@pytest.mark.parametrize("name", ["ANA", " ana "])
def test_case_and_spaces_around_a_name_do_not_matter(house, name):
    assert isinstance(attempt(house, NOW, name=name, password=PASSWORD), Entered)


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("", ""),
        ("ana", ""),
        ("\ud800", "\ud800"),
        ("ana\0", "x"),
        ("a" * 9999, "y" * 9999),
    ],
)
def test_anything_can_be_typed(house, name, password):
    assert attempt(house, NOW, name=name, password=password) == Refused()
