"""What the plan rests on: values nobody gave, notes, the run, and what is absent."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.reports.absence import reason_told
from app.reports.markup import Html, tag

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.reports.facts import Content
    from app.reports.reader import Reader

# The tables of a plan, in the order of the chain that makes them.
_TABLES = (
    "forecast",
    "requirement",
    "shifts",
    "schedule",
    "coverage",
    "simulation",
    "adherence",
    "requests",
)
_SHARES = ("service_level", "max_occupancy", "scheduled", "unscheduled")
_WORDS = {
    "basis": "basis",
    "occupancy_rule": "rule",
    "window": "window",
    "model": "model",
}


def assumptions(content: Content, reader: Reader) -> Html:
    """Defaults taken, notes, the run, and what is absent with its reason."""
    return tag(
        "section",
        tag("h2", reader.say("assumptions")),
        tag("h3", reader.say("defaults")),
        _defaults(content, reader),
        *_notes(content, reader),
        tag("h3", reader.say("absent")),
        _absent(content, reader),
        tag("h3", reader.say("run")),
        _run(content, reader),
    )


def _defaults(content: Content, reader: Reader) -> Html:
    given = content.summary.get("defaults") or []
    if not given:
        return tag("p", reader.say("defaults.none"))
    return tag("ul", *(_default(str(line), reader) for line in given))


def _default(line: str, reader: Reader) -> Html:
    """``section.key = value`` in words, and as the campaign file writes it."""
    key, _, value = line.partition(" = ")
    meaning = reader.word("default", key)
    if meaning == key:
        return tag("li", tag("code", line))
    written = _value(key.rpartition(".")[2], value, reader)
    return tag("li", f"{meaning}: ", tag("strong", written), " ", tag("code", line))


def _value(name: str, value: str, reader: Reader) -> str:
    if name in _WORDS:
        return reader.word(_WORDS[name], value)
    if name == "as_of":
        return reader.formats.date(date.fromisoformat(value))
    written: Callable[[float], str] | None = None
    if name in _SHARES:
        written = reader.formats.round_share
    elif name == "threshold":
        written = reader.formats.seconds
    try:
        return written(float(value)) if written else value
    except ValueError:
        return value


def _notes(content: Content, reader: Reader) -> list[Html]:
    notes = content.summary.get("notes") or []
    if not notes:
        return []
    lines = (tag("li", reader.told(str(note)), ".") for note in notes)
    return [tag("h3", reader.say("notes")), tag("ul", *lines)]


def _absent(content: Content, reader: Reader) -> Html:
    lines = [
        tag(
            "li",
            tag("strong", reader.word("absent", name)),
            ": ",
            reason_told(content, name, reader),
            ".",
        )
        for name in _absent_names(content)
    ]
    return tag("ul", *lines) if lines else tag("p", reader.say("absent.none"))


def _absent_names(content: Content) -> list[str]:
    """Tables that are not there, then whatever else the plan calls absent."""
    told = [name.removesuffix(".csv") for name in content.summary.get("absent") or {}]
    missing = [name for name in _TABLES if name not in content.tables]
    return missing + [name for name in told if name not in _TABLES]


def _run(content: Content, reader: Reader) -> Html:
    summary = content.summary
    said = reader.say(
        "run.solver",
        solver=str(summary["solver"]),
        seed=str(summary["seed"]),
        stopped=reader.word("stopped", summary["stopped_by"]),
        seconds=reader.formats.seconds(summary["seconds"]),
    )
    return tag("p", said)
