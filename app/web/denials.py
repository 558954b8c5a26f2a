"""What was refused, one line each: nothing in it can begin another line."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

from flask import g, make_response, request

if TYPE_CHECKING:
    from flask import Response

LOG = logging.getLogger("aforo.web")
_LONGEST = 200


def deny(status: int, reason: str, asked: object = None) -> Response:
    """
    Refuse the request being answered.

    Parameters
    ----------
    status : int
        HTTP status.
    reason : str
        For the log; the answer itself only says the status.
    asked : object
        Callback or other thing that was asked for, cut short in the log.

    Returns
    -------
    Response
        Plain text.
    """
    tell("denied", status=status, reason=reason, asked=str(asked or "")[:_LONGEST])
    answer = make_response(f"{status}\n", status)
    answer.mimetype = "text/plain"
    return answer


def tell(event: str, **facts: object) -> None:
    """Log an event of the request being answered as one line of JSON."""
    session = g.get("session")
    line = {
        "event": event,
        **facts,
        "method": request.method,
        "path": request.path[:_LONGEST],
        "account": session.actor.account_id if session else None,
        "request": g.get("request_id", ""),
    }
    # ASCII: an escaped line end or control sign stays one.
    LOG.warning("%s", json.dumps(line, ensure_ascii=True, default=str))
