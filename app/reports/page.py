"""The page around a report: one HTML document that needs nothing else."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from app.reports.markup import Html, tag
from app.reports.reader import Reader
from app.reports.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Nothing is ever loaded, whatever a name in the data may contain.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"


def page(title: str, editions: Mapping[str, Html], *, style: str = "") -> str:
    """
    Document with an edition for each language, and a switch that shows one of them.

    An edition alone has no switch.

    It has no script, loads nothing, follows the reader's light or dark colours and
    prints on A4.

    Parameters
    ----------
    title : str
        Of the document.
    editions : mapping of str to Html
        By language, one or more of ``LANGUAGES``.
    style : str
        Rules that come after those of every report.
    """
    names = [name for name in LANGUAGES if name in editions]
    common = files("app.reports").joinpath("report.css").read_text(encoding="utf-8")
    document = tag(
        "html",
        tag(
            "head",
            tag("meta", charset="utf-8"),
            tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="color-scheme", content="light dark"),
            tag("title", title),
            tag("style", Html(common + style)),
        ),
        tag(
            "body",
            *(_switch(names) if len(names) > 1 else ()),
            *(tag("article", editions[name], class_=name, lang=name) for name in names),
        ),
        lang=names[0],
    )
    return f"<!doctype html>\n{document}\n"


def _switch(names: Sequence[str]) -> list[Html]:
    """Language choice; which edition shows is a rule of the style sheet."""
    choices = [
        tag(
            "input",
            type="radio",
            name="language",
            id=name,
            autocomplete="off",
            checked="" if name == names[0] else None,
        )
        for name in names
    ]
    labels = [
        tag("label", Reader(name).say("name"), for_=name, lang=name) for name in names
    ]
    return [*choices, tag("nav", *labels)]
