"""The plan that a page shows, for programs that ask again every few seconds."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING

from flask import Response, json, request

from app.services.campaigns.stored import find_campaign
from app.services.plans.in_sight import NoPlanError
from app.services.plans.totals import Sight, day_totals, standing_of
from app.web.denials import deny
from app.web.visitor import current_visitor
from wfm.errors import ForbiddenError, UnknownNameError

if TYPE_CHECKING:
    from flask import Flask

    from app.services.plans.totals import Standing
    from app.web.site import Site

RULE = "/c/<key>/plan.json"
# A day of a campaign of five queues is some 20 kB.
_KEPT = 256


class PlanFeed:
    """
    Answers ``/c/<key>/plan.json`` with the plan that the account sees.

    Without ``?day=`` it tells which plan that is, with it also the totals of the day.
    A version never changes: what has been written of one is written once for everybody
    whose role sees the same of it.

    Parameters
    ----------
    server : Flask
        Gets the address; the gate has let nobody in who is not logged in.
    site : Site
        Where plans are.
    """

    def __init__(self, server: Flask, site: Site) -> None:
        self._site = site
        self._written: OrderedDict[tuple[Sight, date], bytes] = OrderedDict()
        self._lock = Lock()
        server.add_url_rule(RULE, "plan_feed", self.answer, methods=["GET"])

    def answer(self, key: str) -> Response:
        """Tell which plan the account sees of a campaign, and totals of a day."""
        actor, store = current_visitor().actor, self._site.store
        asked = request.args.get("day")
        day = None if asked is None else _day(asked)
        if asked is not None and day is None:
            return deny(400, "no such day")
        try:
            campaign = find_campaign(store, actor, key)
            standing = standing_of(store, actor, campaign.id)
        except UnknownNameError:
            return deny(404, "no such campaign")
        except ForbiddenError:
            return deny(403, "role reads no totals")
        except NoPlanError:
            return _told(b'{"version":null}')
        return _told(self._body(standing, day))

    def _body(self, standing: Standing, day: date | None) -> bytes:
        own = b"true" if standing.own else b"false"
        head = b'{"version":%d,"at":%d,"own":%s' % (
            standing.sight.version_id,
            standing.at,
            own,
        )
        if day is None:
            return head + b"}"
        return head + b',"totals":%s}' % self._totals(standing.sight, day)

    def _totals(self, sight: Sight, day: date) -> bytes:
        place = (sight, day)
        with self._lock:
            known = self._written.get(place)
            if known is not None:
                self._written.move_to_end(place)
                return known
        told = day_totals(self._site.store, sight, day)
        written = json.dumps(told, separators=(",", ":")).encode()
        with self._lock:
            self._written[place] = written
            while len(self._written) > _KEPT:
                self._written.popitem(last=False)
        return written


def _told(body: bytes) -> Response:
    """Answer with what the browser has not; with nothing where it has it already."""
    answer = Response(body, mimetype="application/json")
    # Weak: the same whichever way it is compressed.
    answer.set_etag(sha256(body).hexdigest()[:32], weak=True)
    answer.make_conditional(request)
    return answer


def _day(asked: str) -> date | None:
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return None
    # Other ways to write a day are read too; one is enough.
    return day if day.isoformat() == asked else None
