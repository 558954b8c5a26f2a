"""The gate before every request: what is not known to be allowed is refused."""

from __future__ import annotations

import time
from secrets import token_hex
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from flask import g, redirect, request
from werkzeug.exceptions import BadRequest

from app.services.accounts.sessions import in_use, session_of
from app.web.callback_bodies import well_formed
from app.web.cookies import CSRF_HEADER, csrf_holds, give_csrf, session_token
from app.web.denials import deny
from app.web.plan_feed import RULE as PLAN_FEED
from app.web.routes import is_open
from app.web.sent_files import FILE_TYPE
from app.web.visitor import current_visitor

if TYPE_CHECKING:
    from dash import Dash
    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

    from app.services.accounts.sessions import Session
    from app.web.registry import Entry, Registry
    from app.web.sent_files import FileEntry
    from app.web.site import Site

CALLBACKS = "/_dash-update-component"
LOGIN, PASSWORD, LOGOUT = "/login", "/password", "/logout"
# Rules, not prefixes of paths: nothing else can be made to look like them.
PUBLIC = frozenset(
    {
        LOGIN,
        "/health",
        "/csp",
        "/assets/<path:filename>",
        "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>",
        "/_favicon.ico",
    }
)
PAGES = frozenset({"/", "/<path:path>"})
PRIVATE = frozenset(
    {
        CALLBACKS,
        "/_dash-layout",
        "/_dash-dependencies",
        "/_reload-hash",
        "/static/<path:filename>",
        LOGOUT,
        PASSWORD,
    }
)
# All that there is for who must choose a password of their own first.
_BEFORE_CHOICE = frozenset({PASSWORD, LOGOUT})
# Asked by pages themselves, every few seconds: that keeps no session alive.
POLLED = frozenset({PLAN_FEED})
# Read whole, and some twenty times as large once it is; files come in another way.
LARGEST_CALLBACK, LARGEST_FORM = 2 * 2**20, 64 * 2**10


class Gate:
    """
    Judge of each request.

    Parameters
    ----------
    app : Dash
        Its callbacks are all in the registry.
    site : Site
        Where sessions are.
    registry : Registry
        Which callback takes which right.
    """

    def __init__(self, app: Dash, site: Site, registry: Registry) -> None:
        self._app = app
        self._site = site
        self._registry = registry
        app.server.config["MAX_CONTENT_LENGTH"] = LARGEST_CALLBACK
        app.server.before_request(self.judge)
        app.server.after_request(self.mark)

    def check(self) -> None:
        """
        Require that the app answers at no other address than those judged here.

        Raises
        ------
        RuntimeError
            If it does: a library has added one.
        """
        rules = {rule.rule for rule in self._app.server.url_map.iter_rules()}
        strange = rules ^ (
            PUBLIC | PAGES | PRIVATE | POLLED | set(self._registry.files)
        )
        if strange:
            raise RuntimeError(f"addresses that nobody judged: {sorted(strange)}")

    def judge(self) -> AnyResponse | None:
        """Refuse the request, send it to the log-in, or let it pass (None)."""
        g.request_id = token_hex(8)
        g.session = None
        if isinstance(request.routing_exception, BadRequest):
            # A host that is not ours, said before anybody is asked who it is.
            raise request.routing_exception
        rule = request.url_rule.rule if request.url_rule else ""
        if rule != CALLBACKS:
            file = self._registry.files.get(rule)
            request.max_content_length = LARGEST_FORM if file is None else file.most
        if rule in PUBLIC:
            return None
        session = self._session()
        if session is None:
            return _to_login(rule)
        g.session = session
        if session.must_choose and rule not in _BEFORE_CHOICE:
            return _to_choice(rule)
        return self._known(session, rule)

    def mark(self, answer: Response) -> Response:
        """Give pages their token, and those that are not there the status for it."""
        session = g.get("session")
        rule = request.url_rule.rule if request.url_rule else ""
        if session is None or session.must_choose or rule not in PAGES:
            return answer
        give_csrf(answer, self._site, session)
        if not is_open(self._site, current_visitor(), request.path):
            answer.status_code = 404
        return answer

    def _session(self) -> Session | None:
        token = session_token()
        if not token:
            return None
        now = int(time.time())
        return session_of(self._site.store, token, self._site.limits, now)

    def _known(self, session: Session, rule: str) -> AnyResponse | None:
        """Judge a request of a session."""
        if rule == CALLBACKS:
            return self._callback(session)
        if rule in self._registry.files:
            return self._file(session, self._registry.files[rule])
        if rule not in POLLED:
            in_use(self._site.store, session, int(time.time()))
        return None

    def _callback(self, session: Session) -> AnyResponse | None:
        if request.mimetype != "application/json":
            return deny(415, "not JSON")
        foreign = self._foreign(session)
        if foreign is not None:
            return foreign
        body = _body()
        if body is None:
            return deny(400, "body is no JSON object")
        key = body.get("output")
        entry = self._registry.entries.get(key) if isinstance(key, str) else None
        if entry is None or not entry.server:
            return deny(403, "unknown callback", key)
        return self._judged(session, entry, body)

    def _file(self, session: Session, entry: FileEntry) -> AnyResponse | None:
        if request.mimetype != FILE_TYPE:
            return deny(415, "no file as it is")
        foreign = self._foreign(session)
        if foreign is not None:
            return foreign
        if not session.actor.may(entry.action):
            return deny(403, f"role may not {entry.action}")
        in_use(self._site.store, session, int(time.time()))
        return None

    def _foreign(self, session: Session) -> AnyResponse | None:
        """Refuse what no page of ours has sent."""
        if not _same_site():
            return deny(403, "from another site")
        if not csrf_holds(self._site, session, request.headers.get(CSRF_HEADER, "")):
            return deny(403, "without the token of its session")
        return None

    def _judged(
        self, session: Session, entry: Entry, body: dict[str, Any]
    ) -> AnyResponse | None:
        """Judge a callback that there is."""
        key = body["output"]
        if entry.action is not None and not session.actor.may(entry.action):
            return deny(403, f"role may not {entry.action}", key)
        if not well_formed(body, self._app.callback_map[key]):
            return deny(400, "not the parts of this callback", key)
        if not entry.polled:
            in_use(self._site.store, session, int(time.time()))
        return None


def same_site_form() -> bool:
    """Whether a form was sent from a page of ours, as far as the browser says."""
    return _same_site()


def local_path(wanted: str | None) -> str:
    """Path of this site that someone asked to be sent to; the first page otherwise."""
    told = wanted or "/"
    parts = urlsplit(told)
    plain = told.isascii() and told.isprintable() and "\\" not in told
    if parts.scheme or parts.netloc or not plain or not told.startswith("/"):
        return "/"
    return "/" if told.startswith("//") else told


def _same_site() -> bool:
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def _body() -> dict[str, Any] | None:
    try:
        body = request.get_json(silent=True)
    except RecursionError:
        return None
    return body if isinstance(body, dict) else None


def _to_login(rule: str) -> AnyResponse:
    """Ask who it is: a person at the log-in page, a program by the status."""
    if _is_page(rule):
        wanted = request.full_path.rstrip("?")
        if local_path(wanted) in ("/", LOGIN):
            return redirect(LOGIN)
        return redirect(f"{LOGIN}?next={quote(wanted, safe='/')}")
    return deny(401, "not logged in")


def _to_choice(rule: str) -> AnyResponse:
    """Ask who came in with a password that another knows for one of their own."""
    if _is_page(rule):
        return redirect(PASSWORD)
    return deny(403, "must choose a password first")


def _is_page(rule: str) -> bool:
    """Whether a person asks for a page; who names no kind of answer takes any."""
    kinds = request.accept_mimetypes
    welcome = not kinds.provided or kinds.accept_html
    return welcome and request.method == "GET" and rule in PAGES | {PASSWORD}
