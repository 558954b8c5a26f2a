"""Versions and publications: numbered, unchanged, and one winner of a race."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest

from app.storage import accounts, campaigns, publications, versions
from app.storage.versions import Origin, content_hash
from wfm.errors import StaleError, UnknownNameError

PARTS = {"b.txt": b"two", "a.txt": b"one"}


@pytest.fixture
def campaign(store):
    with store.writing() as connection:
        return campaigns.add(
            connection, key="a", name="A", client="", timezone="America/Bogota"
        )


def saved(store, campaign, parts=None, **origin):
    with store.writing() as connection:
        return versions.save(
            connection,
            campaign_id=campaign,
            kind="plan",
            parts=parts or PARTS,
            origin=Origin(**origin),
        )


def published(store, campaign, version, after):
    with store.writing() as connection:
        return publications.publish(
            connection,
            campaign_id=campaign,
            kind="plan",
            version_id=version.id,
            after=after,
            author_id=None,
            reason="",
        )


def test_a_version_is_read_back_as_it_was_saved(store, campaign):
    version = saved(store, campaign, reason="first", input_hash="f" * 64)

    with store.reading() as connection:
        assert versions.by_id(connection, version.id) == version
        assert versions.latest(connection, campaign, "plan") == version
        assert versions.part_names(connection, version.id) == ["a.txt", "b.txt"]
        assert versions.part(connection, version.id, "b.txt") == b"two"
        with pytest.raises(UnknownNameError, match="did you mean"):
            versions.part(connection, version.id, "a.tx")


def test_the_hash_is_over_names_and_parts_whatever_their_order():
    digests = [["a.txt", sha256(b"one").hexdigest()]]
    text = f'[["a.txt", "{digests[0][1]}"]]'

    assert content_hash({"a.txt": b"one"}) == sha256(text.encode()).hexdigest()
    assert content_hash(PARTS) == content_hash(dict(reversed(PARTS.items())))
    assert content_hash(PARTS) != content_hash({**PARTS, "a.txt": b"One"})


def test_numbers_count_within_campaign_and_kind(store, campaign):
    numbers = [saved(store, campaign).number for _ in range(3)]

    with store.reading() as connection:
        listed = versions.listing(connection, campaign, "plan")
    assert numbers == [1, 2, 3]
    assert [version.number for version in listed] == [3, 2, 1]


def test_a_job_saves_once_however_often_it_runs(store, campaign):
    first = saved(store, campaign, job_id="j-1")

    assert saved(store, campaign, parts={"x": b"other"}, job_id="j-1") == first


def test_of_two_who_save_on_the_same_version_one_wins(store, campaign):
    saved(store, campaign)

    def attempt(number):
        try:
            return saved(store, campaign, parts={"x": bytes([number])}, base_number=1)
        except StaleError as error:
            return error

    with ThreadPoolExecutor(2) as both:
        done = list(both.map(attempt, range(2)))

    [lost] = [each for each in done if isinstance(each, StaleError)]
    [won] = [each for each in done if not isinstance(each, StaleError)]
    assert won.number == 2
    assert (lost.thing, lost.who, lost.at) == (
        "plan",
        "the command line",
        won.created_at,
    )


def test_who_was_first_is_named_as_the_account_is_shown(store, campaign):
    with store.writing() as connection:
        number = accounts.add(
            connection,
            name="ana",
            display_name="Ana Ruiz",
            role="planner",
            password_hash="-",
            created_at=1,
        )
    saved(store, campaign, author_id=number)

    with pytest.raises(StaleError, match=r"plan was changed by Ana Ruiz at 20"):
        saved(store, campaign, base_number=0)


def test_of_two_who_publish_after_the_same_one_wins(store, campaign):
    both_versions = [saved(store, campaign), saved(store, campaign)]

    def attempt(version):
        try:
            return published(store, campaign, version, after=0)
        except StaleError as error:
            return error

    with ThreadPoolExecutor(2) as both:
        done = list(both.map(attempt, both_versions))

    [won] = [each for each in done if not isinstance(each, StaleError)]
    with store.reading() as connection:
        assert publications.listing(connection, campaign, "plan") == [won]


def test_going_back_is_a_publication_of_its_own(store, campaign):
    old, new = saved(store, campaign), saved(store, campaign)
    for after, version in enumerate((old, new, old)):
        published(store, campaign, version, after)

    with store.reading() as connection:
        current = publications.current(connection, campaign, "plan")
    assert (current.number, current.version_id) == (3, old.id)
