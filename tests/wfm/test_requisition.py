"""The staffing request: what may follow what, who may do it, and what is kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from wfm.errors import InputError, ParameterError, TransitionError
from wfm.requisition import (
    TRANSITIONS,
    Event,
    Requisition,
    RequisitionLine,
    State,
    apply,
)

NOON = dt.datetime(2026, 11, 23, 17, 0, tzinfo=dt.UTC)
THE_WHOLE_WAY = (
    Event.SUBMIT,
    Event.APPROVE,
    Event.RECRUIT,
    Event.TRAIN,
    Event.OPERATE,
    Event.CLOSE,
)
FINAL = {State.CLOSED, State.REJECTED, State.CANCELLED}


def make_line(**changes):
    values = {
        "line": 1,
        "profile": "ventas, 42h",
        "heads": 4,
        "start_by": dt.date(2027, 1, 18),
        "decide_by": dt.date(2026, 11, 25),
    }
    return RequisitionLine(**values | changes)


def make_requisition(**changes):
    values = {
        "number": "RP-0001",
        "campaign": "Soporte hogar",
        "requester": "planner",
        "lines": (make_line(), make_line(line=2, heads=3)),
    }
    return Requisition(**values | changes)


def step(requisition, event, by="director", at=NOON, comment="as agreed"):
    return apply(requisition, event, by=by, at=at, comment=comment)


def test_a_request_goes_from_draft_to_closed_and_remembers_each_step():
    requisition = make_requisition()
    for event in THE_WHOLE_WAY:
        requisition = step(requisition, event)

    assert requisition.state is State.CLOSED
    assert [change.event for change in requisition.history] == list(THE_WHOLE_WAY)
    assert requisition.history[1].before is State.SUBMITTED
    assert requisition.heads == 7


def test_the_request_before_a_step_stays_as_it_was():
    draft = make_requisition()

    step(draft, Event.SUBMIT)

    assert draft.state is State.DRAFT
    assert draft.history == ()


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("event", Event)
def test_only_what_the_table_allows_can_happen(state, event):
    requisition = make_requisition(state=state)

    if (state, event) in TRANSITIONS:
        assert step(requisition, event).state is TRANSITIONS[state, event]
    else:
        with pytest.raises(TransitionError) as caught:
            step(requisition, event)
        assert set(caught.value.allowed) == set(requisition.possible)


def test_final_states_lead_nowhere_and_all_others_can_be_ended():
    ends = {state: {state} for state in State}
    for _ in State:
        for (before, _), after in TRANSITIONS.items():
            ends[before] |= ends[after]

    assert {state for state in State if not make_requisition(state=state).possible} == (
        FINAL
    )
    assert all(State.CLOSED in ends[state] for state in set(State) - FINAL)


def test_a_transition_error_says_what_is_possible():
    with pytest.raises(TransitionError, match=r"cannot close from draft; possible: c"):
        step(make_requisition(), Event.CLOSE)
    with pytest.raises(InputError, match="this state is final"):
        step(make_requisition(state=State.CLOSED), Event.SUBMIT)


@pytest.mark.parametrize("event", [Event.APPROVE, Event.REJECT])
def test_nobody_decides_on_their_own_request(event):
    submitted = step(make_requisition(), Event.SUBMIT, by="planner")

    with pytest.raises(ParameterError, match="someone else than the requester"):
        step(submitted, event, by="planner")


@pytest.mark.parametrize(
    ("state", "event"),
    [
        (State.SUBMITTED, Event.REJECT),
        (State.SUBMITTED, Event.SEND_BACK),
        (State.APPROVED, Event.REVISE),
        (State.APPROVED, Event.CANCEL),
    ],
)
def test_what_stops_a_request_needs_a_comment(state, event):
    with pytest.raises(ParameterError, match="comment"):
        step(make_requisition(state=state), event, comment=" ")


def test_a_revision_of_an_approved_request_is_a_new_version_to_approve():
    revised = step(make_requisition(state=State.APPROVED), Event.REVISE)

    assert (revised.state, revised.version) == (State.DRAFT, 2)
    assert step(make_requisition(state=State.SUBMITTED), Event.SEND_BACK).version == 1


def test_people_in_training_cannot_be_cancelled():
    with pytest.raises(TransitionError):
        step(make_requisition(state=State.IN_TRAINING), Event.CANCEL)


def test_steps_are_in_order_of_time_and_have_a_zone_and_a_name():
    submitted = step(make_requisition(), Event.SUBMIT)

    with pytest.raises(ParameterError, match="not before the step before"):
        step(submitted, Event.APPROVE, at=NOON - dt.timedelta(minutes=1))
    with pytest.raises(ParameterError, match="a time with its zone"):
        step(submitted, Event.APPROVE, at=NOON.replace(tzinfo=None))
    with pytest.raises(ParameterError, match="by must be given"):
        step(submitted, Event.APPROVE, by="")


@pytest.mark.parametrize(
    "changes",
    [
        {"heads": 0},
        {"line": 0},
        {"profile": " "},
        {"decide_by": dt.date(2027, 1, 19)},
    ],
)
def test_a_line_is_valid_or_not_constructed(changes):
    with pytest.raises(ParameterError, match=next(iter(changes))):
        make_line(**changes)


@pytest.mark.parametrize(
    "changes",
    [{"number": ""}, {"campaign": ""}, {"requester": ""}, {"lines": ()}],
)
def test_a_request_is_valid_or_not_constructed(changes):
    with pytest.raises(ParameterError, match=next(iter(changes))):
        make_requisition(**changes)


def test_two_lines_cannot_have_one_number():
    with pytest.raises(ParameterError, match="all different"):
        replace(make_requisition(), lines=(make_line(), make_line()))
