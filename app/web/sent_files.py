"""Files that pages send as they are: a request each, whose body is the file."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, BinaryIO, cast
from urllib.parse import unquote

from flask import jsonify, request

from app.web.denials import deny, tell
from app.web.faults import status_of
from app.web.here import here_at
from app.web.visitor import current_visitor
from wfm.errors import ForbiddenError, UnknownNameError, WfmError

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response

    from app.services.access import Action
    from app.web.here import Here
    from app.web.site import Site

    Take = Callable[[Here, str, BinaryIO], int]

FILE_TYPE, FILE_NAME = "application/octet-stream", "X-File-Name"
_LONGEST_NAME = 1000
_MEGABYTE = 2**20


class FileNotTakenError(WfmError):
    """
    A file is not taken, for a reason that the page has a sentence for.

    Parameters
    ----------
    key : str
        Of the sentence.
    """

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


@dataclass(frozen=True, slots=True)
class FileEntry:
    """
    What an address that takes files takes.

    Attributes
    ----------
    action : Action
        Right that it takes.
    most : int
        Bytes.
    """

    action: Action
    most: int


@dataclass(slots=True)
class Pace:
    """
    How much one account may send in a while.

    Attributes
    ----------
    files, size : int
        Files and bytes within the while.
    seconds : float
        How long that is.
    """

    files: int = 30
    size: int = 400 * _MEGABYTE
    seconds: float = 600.0
    _sent: dict[int, deque[tuple[float, int]]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def wait(self, account_id: int, size: int, now: float) -> int:
        """
        Count a file; or do not, and say after how many seconds it may be sent.

        Parameters
        ----------
        account_id : int
            Who sends it.
        size : int
            Bytes.
        now : float
            Seconds of any clock.

        Returns
        -------
        int
            0 where it may be sent now.
        """
        with self._lock:
            for known in list(self._sent):
                sent = self._sent[known]
                while sent and sent[0][0] <= now - self.seconds:
                    sent.popleft()
                if not sent:
                    del self._sent[known]
            sent = self._sent.setdefault(account_id, deque())
            whole = size + sum(bytes_ for _, bytes_ in sent)
            if sent and (len(sent) >= self.files or whole > self.size):
                return max(1, round(sent[0][0] + self.seconds - now))
            sent.append((now, size))
            return 0


@dataclass(frozen=True, slots=True)
class FileAddress:
    """
    Answers one address that takes files; the gate has judged who sends it.

    Attributes
    ----------
    site : Site
        Store and settings.
    entry : FileEntry
        What it takes.
    take : callable
        Called with `Here`, the name of the file and the file, which can be read once;
        gives a number that the page is told.
    pace : Pace
        Of all addresses together.
    """

    site: Site
    entry: FileEntry
    take: Take
    pace: Pace

    def __call__(self, key: str = "") -> Response:
        """Take the body of the request, or say why not."""
        visitor = current_visitor()
        here = here_at(self.site, visitor, f"/c/{key}/" if key else "/")
        place = None if here.campaign is None else here.campaign.id
        here.actor.require(self.entry.action, place)
        size = request.content_length
        if size is None:
            return deny(411, "a file of no length")
        if size > self.entry.most:
            most = str(self.entry.most // _MEGABYTE)
            return _problem(413, visitor.say("file.large", most=most))
        wait = self.pace.wait(here.actor.account_id or 0, size, time.monotonic())
        if wait:
            said = visitor.say("file.wait", seconds=visitor.formats.number(wait))
            answer = _problem(429, said)
            answer.headers["Retry-After"] = str(wait)
            return answer
        return self._taken(here)

    def _taken(self, here: Here) -> Response:
        visitor = here.visitor
        name = unquote(request.headers.get(FILE_NAME, "")[:_LONGEST_NAME])
        try:
            number = self.take(here, name or "file", cast("BinaryIO", request.stream))
        except FileNotTakenError as error:
            return _problem(422, visitor.say(error.key))
        except (ForbiddenError, UnknownNameError):
            raise
        except WfmError as error:
            return _problem(status_of(error), visitor.told(error))
        answer = jsonify(number=number)
        answer.status_code = 201
        return answer


def _problem(status: int, said: str) -> Response:
    """Refuse a file with a sentence for whoever sent it; the log has no word of it."""
    tell("denied", status=status, reason="file not taken")
    answer = jsonify(problem=said)
    answer.status_code = status
    return answer
