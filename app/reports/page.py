"""The page around a report: one HTML document that needs nothing else."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from app.reports.markup import Html, tag
from app.reports.reader import Reader
from app.reports.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

# Nothing is ever loaded, whatever a name in the data may contain.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"


def page(title: str, editions: Mapping[str, Html]) -> str:
    """
    Document with an edition for each language, and a switch that shows one of them.

    It has no script, loads nothing, follows the reader's light or dark colours and
    prints on A4.

    Parameters
    ----------
    title : str
        Of the document.
    editions : mapping of str to Html
        By language, every one of ``LANGUAGES``.
    """
    style = files("app.reports").joinpath("report.css").read_text(encoding="utf-8")
    document = tag(
        "html",
        tag(
            "head",
            tag("meta", charset="utf-8"),
            tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="color-scheme", content="light dark"),
            tag("title", title),
            tag("style", Html(style)),
        ),
        tag(
            "body",
            *_switch(),
            *(
                tag("article", editions[name], class_=name, lang=name)
                for name in LANGUAGES
            ),
        ),
        lang=LANGUAGES[0],
    )
    return f"<!doctype html>\n{document}\n"


def _switch() -> list[Html]:
    """Language choice; which edition shows is a rule of the style sheet."""
    choices = [
        tag(
            "input",
            type="radio",
            name="language",
            id=name,
            autocomplete="off",
            checked="" if name == LANGUAGES[0] else None,
        )
        for name in LANGUAGES
    ]
    labels = [
        tag("label", Reader(name).say("name"), for_=name, lang=name)
        for name in LANGUAGES
    ]
    return [*choices, tag("nav", *labels)]
