"""What the log says of values that a page could not work with."""

from __future__ import annotations

import logging

from app.web.fault_log import log_fault


def _fail(value):
    try:
        return {}[value]
    except KeyError as error:
        log_fault(error)


def test_a_traceback_stands_in_the_log_once_and_a_line_after_that(caplog):
    with caplog.at_level(logging.WARNING, "aforo.web"):
        for _ in range(3):
            _fail("CanaryValue")

    first, *others = caplog.records
    assert first.exc_info is not None
    assert len(others) == 2
    assert all(other.exc_info is None for other in others)
    assert all("KeyError" in other.getMessage() for other in others)
    assert all("CanaryValue" not in other.getMessage() for other in others)
