"""Log-in, log-out and change of password: forms, no callbacks."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from flask import g, make_response, redirect, request

from app.services.accounts.login import Attempt, Refused, log_in
from app.services.accounts.own_password import change_own_password
from app.services.accounts.passwords import LONGEST, SHORTEST, PasswordError
from app.services.accounts.sessions import log_out, session_of
from app.storage import accounts
from app.web.cookies import (
    csrf_holds,
    csrf_token,
    device_token,
    form_holds,
    form_token,
    give_device,
    give_form,
    give_session,
    session_token,
    take_session,
)
from app.web.denials import deny, tell
from app.web.forms import form_page
from app.web.gate import LOGIN, local_path, same_site_form
from app.web.visitor import current_visitor
from wfm.errors import StaleError

if TYPE_CHECKING:
    from flask import Flask, Response
    from werkzeug.wrappers import Response as AnyResponse

    from app.services.accounts.sessions import Session
    from app.web.site import Site

_SEE_OTHER = 303


class Login:
    """
    The forms of a site.

    Parameters
    ----------
    server : Flask
        Gets their addresses.
    site : Site
        Where accounts and sessions are.
    """

    def __init__(self, server: Flask, site: Site) -> None:
        self._site = site
        server.add_url_rule(LOGIN, "login", self.show, methods=["GET"])
        server.add_url_rule(LOGIN, "enter", self.enter, methods=["POST"])
        server.add_url_rule("/logout", "logout", self.leave, methods=["POST"])
        server.add_url_rule("/password", "password", self.ask, methods=["GET"])
        server.add_url_rule("/password", "change", self.change, methods=["POST"])

    def show(self) -> AnyResponse:
        """Show the log-in form, or go on where someone is logged in."""
        wanted = local_path(request.args.get("next"))
        if self._present() is not None:
            return redirect(wanted)
        return self._form(wanted)

    def enter(self) -> AnyResponse:
        """Let someone in and send them where they wanted to go, or say why not."""
        wanted = local_path(request.form.get("next"))
        visitor = current_visitor()
        if not same_site_form() or not form_holds(self._site):
            tell("login", outcome="form not ours")
            return self._form(wanted, 400, visitor.say("login.expired"))
        attempt = _attempt(
            request.form.get("name", ""), request.form.get("password", "")
        )
        now = int(time.time())
        answered = log_in(self._site.store, attempt, now)
        if isinstance(answered, Refused):
            tell("login", outcome="refused", wait=answered.wait)
            return self._refused(wanted, answered.wait)
        before = self._present()
        if before is not None:
            log_out(self._site.store, before, now)
        answer = make_response(redirect(wanted, _SEE_OTHER))
        give_session(answer, answered.token, self._site.limits.absolute)
        give_device(answer, attempt.device)
        return answer

    def leave(self) -> AnyResponse:
        """End the session, and take from the browser what it holds of it."""
        session: Session = g.session
        if not self._ours(session):
            return deny(403, "log-out from another site")
        log_out(self._site.store, session, int(time.time()))
        answer = make_response(redirect(LOGIN, _SEE_OTHER))
        take_session(answer)
        answer.headers["Clear-Site-Data"] = '"cache", "storage"'
        return answer

    def ask(self) -> AnyResponse:
        """Show the form for another password."""
        return self._password_form()

    def change(self) -> AnyResponse:
        """Change the password; every other session of the account ends."""
        session: Session = g.session
        if not self._ours(session):
            return deny(403, "password from another site")
        visitor, form = current_visitor(), request.form
        if form.get("new", "") != form.get("again", ""):
            return self._password_form(visitor.say("password.differ"))
        try:
            answered = change_own_password(
                self._site.store,
                session.actor,
                _attempt(session.account_name, form.get("old", "")),
                form.get("new", ""),
                int(time.time()),
            )
        except PasswordError as error:
            most = str(LONGEST if error.reason == "long" else SHORTEST)
            said = visitor.say(f"password.{error.reason}", n=most)
            return self._password_form(said)
        except StaleError:
            # Whoever changed the account ended this session too.
            return redirect(LOGIN, _SEE_OTHER)
        if isinstance(answered, Refused):
            tell("password", outcome="refused", wait=answered.wait)
            return self._not_changed(answered.wait)
        answer = make_response(redirect("/", _SEE_OTHER))
        give_session(answer, answered.token, self._site.limits.absolute)
        return answer

    def _not_changed(self, wait: int) -> Response:
        visitor = current_visitor()
        if not wait:
            return self._password_form(visitor.say("password.wrong"))
        said = visitor.say("login.wait", seconds=visitor.formats.number(wait))
        answer = self._password_form(said, 429)
        answer.headers["Retry-After"] = str(wait)
        return answer

    def _present(self) -> Session | None:
        token = session_token()
        if not token:
            return None
        now = int(time.time())
        return session_of(self._site.store, token, self._site.limits, now)

    def _ours(self, session: Session) -> bool:
        token = request.form.get("csrf", "")
        return same_site_form() and csrf_holds(self._site, session, token)

    def _refused(self, wanted: str, wait: int) -> Response:
        visitor = current_visitor()
        if not wait:
            return self._form(wanted, 401, visitor.say("login.wrong"))
        said = visitor.say("login.wait", seconds=visitor.formats.number(wait))
        answer = self._form(wanted, 429, said)
        answer.headers["Retry-After"] = str(wait)
        return answer

    def _form(self, wanted: str, status: int = 200, problem: str = "") -> Response:
        answer = form_page(
            "login",
            status,
            csrf=form_token(self._site),
            next=wanted,
            name=request.form.get("name", "")[:120],
            problem=problem,
            demo=self._demo(),
        )
        give_form(answer)
        return answer

    def _password_form(self, problem: str = "", status: int = 400) -> Response:
        session: Session = g.session
        return form_page(
            "password",
            status if problem else 200,
            csrf=csrf_token(self._site, session),
            must_choose=session.must_choose,
            name=session.account_name,
            problem=problem,
            shortest=str(SHORTEST),
        )

    def _demo(self) -> list[accounts.AccountRow]:
        """Accounts of the demonstration, which is for this machine only."""
        if not self._site.settings.private:
            return []
        with self._site.store.reading() as connection:
            return accounts.listing(connection, demo=True)


def _attempt(name: str, password: str) -> Attempt:
    """Say what was typed, and where from."""
    return Attempt(name, password, request.remote_addr or "", device_token())
