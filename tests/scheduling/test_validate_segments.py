"""Segments last, and nobody is in two places at once."""

from __future__ import annotations

from scheduling.validate import validate
from tests.scheduling.rosters import MONDAY, broken, segment, shift, together, week


def test_two_segments_at_once_are_an_overlap():
    meeting = segment("ana", MONDAY, "08:30", "09:00", "meeting")

    found = validate(together(week(), meeting))

    assert broken(found) == [("ana", "2026-08-03", "overlap")]
    assert found.loc[0, "found"] == "30 min in two segments"
    assert "meeting 08:30 to 09:00" in found.loc[0, "note"]


def test_segments_that_touch_do_not_overlap():
    assert broken(validate(week())) == []


def test_segments_of_two_agents_may_coincide():
    assert broken(validate(together(week("ana"), week("luz")))) == []


def test_an_overlap_is_seen_behind_a_shorter_segment():
    # The long training still runs when the third segment starts; its direct
    # predecessor has ended.
    schedule = together(
        segment("ana", MONDAY, "08:00", "12:00", "training"),
        segment("ana", MONDAY, "08:30", "09:00", "meeting"),
        segment("ana", MONDAY, "10:00", "10:15", "break"),
    )

    rules = [rule for _, _, rule in broken(validate(schedule))]

    assert rules == ["overlap", "overlap"]


def test_a_shift_written_twice_is_paid_once():
    day = shift("ana", MONDAY)

    found = validate(together(day, day))

    assert set(found["rule"]) == {"overlap"}
    assert len(found) == len(day)


def test_an_empty_segment_is_reported_and_left_out_of_the_other_rules():
    nothing = segment("ana", MONDAY, "09:00", "09:00", "meeting")
    backwards = segment("ana", "2026-08-04", "11:00", "09:00", "training")

    found = validate(together(week(), nothing, backwards))

    assert broken(found) == [
        ("ana", "2026-08-03", "empty_segment"),
        ("ana", "2026-08-04", "empty_segment"),
    ]
    assert list(found["found"]) == ["0 min", "-120 min"]
