"""Faults of pages in the log: each place with its traceback once, then a line."""

from __future__ import annotations

import logging
import traceback
from threading import Lock

LOG = logging.getLogger("aforo.web")
# Whoever is logged in can send values that a page cannot work with, all day long.
_MOST_PLACES = 1000
_told: set[tuple[str, str, int | None]] = set()
_lock = Lock()


def log_fault(error: Exception) -> None:
    """
    Log what a callback could not work with.

    Parameters
    ----------
    error : Exception
        While it is handled. Its traceback is written the first time that something
        fails in its place; the words of the error, which may hold what was sent, never
        stand in the line that is written after that.
    """
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = (type(error).__name__, frame.filename, frame.lineno)
    with _lock:
        known = place in _told or len(_told) >= _MOST_PLACES
        if not known:
            _told.add(place)
    if known:
        LOG.warning("a callback failed again: %s at %s:%s", *place)
    else:
        LOG.exception("a callback could not work with what it was given")
