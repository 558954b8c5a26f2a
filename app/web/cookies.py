"""Cookies of a session, and the tokens that prove a request comes from our pages."""

from __future__ import annotations

from secrets import token_urlsafe
from typing import TYPE_CHECKING

from flask import g, request

if TYPE_CHECKING:
    from flask import Response

    from app.services.accounts.sessions import Session
    from app.web.site import Site

_SESSION, _FORM, _DEVICE = "aforo-session", "aforo-form", "aforo-device"
_DEVICE_BYTES, _DEVICE_SIGNS = 24, 32
_DEVICE_KEPT = 180 * 24 * 3600
# Dash sends what this cookie holds back in a header, see `Dash(csrf_token_name=...)`.
CSRF_COOKIE, CSRF_HEADER = "_csrf_token", "X-CSRFToken"


def session_token() -> str | None:
    """Token of a session that the browser sent."""
    return request.cookies.get(_named(_SESSION))


def give_session(answer: Response, token: str, seconds: int) -> None:
    """Let the browser keep a session's token; no script can read it."""
    answer.set_cookie(
        _named(_SESSION),
        token,
        max_age=seconds,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )


def take_session(answer: Response) -> None:
    """Take the session's cookies from the browser."""
    for name in (_named(_SESSION), CSRF_COOKIE):
        answer.delete_cookie(name, secure=request.is_secure, samesite="Lax")


def device_token() -> str:
    """Token of the browser itself; a new one if it has none of ours."""
    held = request.cookies.get(_named(_DEVICE), "")
    return held if len(held) == _DEVICE_SIGNS else token_urlsafe(_DEVICE_BYTES)


def give_device(answer: Response, token: str) -> None:
    """Let the browser keep its token, so that the account that logged in knows it."""
    answer.set_cookie(
        _named(_DEVICE),
        token,
        max_age=_DEVICE_KEPT,
        secure=request.is_secure,
        httponly=True,
        samesite="Strict",
    )


def csrf_token(site: Site, session: Session) -> str:
    """Token that requests of a session must carry; a page elsewhere cannot know it."""
    return site.seal("csrf", session.token_hash)


def give_csrf(answer: Response, site: Site, session: Session) -> None:
    """Let our own pages read the token of their session."""
    token = csrf_token(site, session)
    if request.cookies.get(CSRF_COOKIE) != token:
        answer.set_cookie(CSRF_COOKIE, token, secure=request.is_secure, samesite="Lax")


def csrf_holds(site: Site, session: Session, token: str) -> bool:
    """Whether a request carries the token of its session."""
    return site.sealed("csrf", session.token_hash, token)


def form_token(site: Site) -> str:
    """Token for a form of someone who has no session; `give_form` goes with it."""
    g.form = request.cookies.get(_named(_FORM)) or token_urlsafe(16)
    return site.seal("form", g.form)


def give_form(answer: Response) -> None:
    """Let the browser keep what proves that it was given the form."""
    answer.set_cookie(
        _named(_FORM),
        g.form,
        secure=request.is_secure,
        httponly=True,
        samesite="Strict",
    )


def form_holds(site: Site) -> bool:
    """Whether a form without a session was given to this browser by us."""
    held = request.cookies.get(_named(_FORM), "")
    return bool(held) and site.sealed("form", held, request.form.get("csrf", ""))


def _named(name: str) -> str:
    """Give the name that over https no other host may set a cookie for."""
    return f"__Host-{name}" if request.is_secure else name
