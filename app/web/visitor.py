"""Who is looking: the account, the language and the colours of one request."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from flask import g, has_request_context, request

from app.reports.phrasebook import Phrasebook
from app.reports.reader import Reader
from app.reports.refusals import told
from app.services.access import Actor, Role
from app.services.imports.sentences import phrases
from app.web.formats import Formats
from app.web.texts import LANGUAGES, sentence

LANGUAGE_COOKIE = "aforo-language"
# Key of the campaign that was shown last; the script assets/10-aforo.js writes it.
CAMPAIGN_COOKIE = "aforo-campaign"
# The first is the visitor's choice, the second what their system asks for; the
# script assets/00-visitor.js writes both, so that even the first answer is right.
THEME_COOKIE = "aforo-theme"
SYSTEM_THEME_COOKIE = "aforo-system-theme"
DARK, LIGHT = "dark", "light"


# What is said of files that are imported, which the failure of a job keeps in English.
_OF_FILES = {each: Phrasebook(phrases(each)) for each in LANGUAGES}
# May do nothing: what a page is laid out for where nobody is logged in.
NOBODY = Actor(account_id=0, name="", role=Role.AGENT)


@dataclass(frozen=True)
class Visitor:
    """
    Who looks, and the language and theme in which the screen answers.

    Attributes
    ----------
    language : str
        One of ``LANGUAGES``.
    theme : str
        ``light`` or ``dark``.
    actor : Actor
        Account that is logged in.
    """

    language: str = LANGUAGES[0]
    theme: str = LIGHT
    actor: Actor = NOBODY

    @cached_property
    def formats(self) -> Formats:
        """Numbers, dates and money as the language writes them."""
        return Formats(self.language)

    def say(self, key: str, count: float | None = None, **values: str) -> str:
        """
        Sentence by its key, with its blanks filled.

        With a `count` the sentence has its singular or plural form and ``{n}``, the
        count written out.
        """
        if count is not None:
            values["n"] = self.formats.number(count)
        return sentence(self.language, key, count, **values)

    def own_words(self, written: str) -> str:
        """Sentence that the plan wrote in English, in the visitor's language."""
        return Reader(self.language).own_words(written)

    def told(self, error: object) -> str:
        """Tell an error in the visitor's language, a line for each mistake."""
        return told(Reader(self.language), str(error), _OF_FILES[self.language])


def campaign_seen() -> str:
    """Key of the campaign that the browser showed last; empty where it says none."""
    if not has_request_context():
        return ""
    return unquote(request.cookies.get(CAMPAIGN_COOKIE, ""))


def current_visitor(theme: str | None = None) -> Visitor:
    """Visitor of the request being answered; `theme` when the page knows better."""
    if not has_request_context():
        return Visitor(theme=theme or LIGHT)
    session = g.get("session")
    actor = session.actor if session else NOBODY
    return Visitor(_language(), theme or _theme(), actor)


def _language() -> str:
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def _theme() -> str:
    chosen = request.cookies.get(THEME_COOKIE, "")
    if chosen not in (DARK, LIGHT):
        chosen = request.cookies.get(SYSTEM_THEME_COOKIE, "")
    return DARK if chosen == DARK else LIGHT
