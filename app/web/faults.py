"""What a request is told when something behind it says no, or breaks."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from dash.exceptions import DependencyException
from flask import g
from werkzeug.exceptions import HTTPException

from app.web.denials import deny
from wfm.errors import (
    ForbiddenError,
    InputError,
    StaleError,
    StoreError,
    UnknownNameError,
    WfmError,
)

if TYPE_CHECKING:
    from flask import Flask, Response

LOG = logging.getLogger("aforo.web")
# The first that an error is an instance of.
_STATUSES: tuple[tuple[type[WfmError], int], ...] = (
    (ForbiddenError, 403),
    (UnknownNameError, 404),
    (StaleError, 409),
    (InputError, 400),
    (StoreError, 503),
    (WfmError, 422),
)


def answer_faults(server: Flask) -> None:
    """Let errors become statuses; none of them shows what happened inside."""
    server.register_error_handler(HTTPException, _http)
    server.register_error_handler(WfmError, _told)
    server.register_error_handler(DependencyException, _no_such_file)
    server.register_error_handler(Exception, _broken)


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    return deny(status, error.name)


def _no_such_file(_: DependencyException) -> Response:
    """Dash's word for a script that no package of its own has; anybody can ask."""
    return deny(404, "no such script")


def status_of(error: WfmError) -> int:
    """Status that tells a program what kind of error it is."""
    return next(status for kind, status in _STATUSES if isinstance(error, kind))


def _told(error: WfmError) -> Response:
    status = status_of(error)
    # Its words may name what the account should not know of: the log has its kind.
    return deny(status, type(error).__name__)


def _broken(_: Exception) -> Response:
    LOG.exception("request %s failed", g.get("request_id", ""))
    return deny(500, "internal error")
