"""Errors as people read them.

An error of Aforo is an English sentence, and it stays one: the command line prints it,
a log and the row of a failed job keep it. A screen tells it through `told`, which knows
it again by its form and by its words:

- the forms of `wfm.errors` (a value and its rule, a problem in a row, a name that does
  not exist, a state, somebody who was first) are taken apart, and said by the texts of
  ``refusal.*``;
- every other sentence is its own key, as in gettext: `app.reports.texts.refusals` has
  what other languages say for it, with the same blanks.

What is not known there is not hidden and not passed off as the reader's language: it is
shown as what it is, a technical message. The test of these texts reads the sources, and
finds any sentence that a person may meet and that has no translation.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from app.reports.texts import RULES, SOURCES, TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.reports.phrasebook import Phrasebook
    from app.reports.reader import Reader

_PARAMETER = re.compile(r"(?P<name>[^:]+?) must be (?P<rule>.+), got (?P<value>.*)")
_UNKNOWN = re.compile(
    r"unknown (?P<kind>[\w ]+?) (?P<name>'[^']*'|\"[^\"]*\")"
    r"(?:; did you mean '(?P<near>.*)'\?)?"
)
_PROBLEM = re.compile(
    r"(?P<source>[^:,]+)(?:, row (?P<row>\d+))?(?:, column (?P<column>[^:]+))?: "
    r"(?:(?P<value>'[^']*'|\"[^\"]*\") )?(?P<said>.+?)"
    r"(?: \(also (?P<rows>.+) and (?P<more>[\d,]+) more rows?\))?"
)
_TRANSITION = re.compile(r"cannot \w+ from (?P<state>[\w ]+); possible: .+")
_STALE = re.compile(
    r".+ was changed by (?P<who>.+) at (?P<day>\d{4}-\d\d-\d\d) (?P<clock>\d\d:\d\d)"
    r" UTC; reload it and make your change again"
)
_A_WORD = re.compile(r"[^\W\d_]+[,:.]?(?: |$)")
# Language in which errors are written.
_ITS_OWN = "en"
_ROW = re.compile(r"(?:'.*?' in )?row (\d+)")


def told(reader: Reader, error: str, also: Phrasebook | None = None) -> str:
    """
    Tell an error to a reader.

    Parameters
    ----------
    reader : Reader
        With a language.
    error : str
        In English, as `wfm.errors` has it; several lines are several mistakes.
    also : Phrasebook, optional
        Sentences of the reader's language beside those of the reports.

    Returns
    -------
    str
        As many lines, each a sentence of the reader's language, or one that says that
        it is a technical message.
    """
    return "\n".join(_line(reader, each, also) for each in error.splitlines())


def known(reader: Reader, error: str, also: Phrasebook | None = None) -> str | None:
    """One line of an error in the reader's language; None if there is no such text."""
    plain = reader.translated(error)
    if plain is not None:
        return _begun(plain)
    for form, tell in _FORMS:
        found = form.fullmatch(error)
        said = None if found is None else tell(reader, found.groupdict(), also)
        if said is not None:
            return said
    whole = _whole(reader, error, also)
    return None if whole is None else _begun(whole)


def _line(reader: Reader, error: str, also: Phrasebook | None) -> str:
    said = known(reader, error, also)
    if said is not None:
        return said
    if reader.language == _ITS_OWN:
        return _begun(error)
    return reader.say("refusal.technical", said=error)


def _whole(reader: Reader, said: str, also: Phrasebook | None) -> str | None:
    """Sentence that stands in a book as a whole."""
    plain = reader.translated(said)
    if plain is None and also is not None and reader.language != _ITS_OWN:
        plain = reader.filled(also.find(said))
    return plain


def _begun(sentence: str) -> str:
    """Give a capital to what does not begin with a name of code or of a file."""
    if _A_WORD.match(sentence) is None:
        return sentence
    return sentence[:1].upper() + sentence[1:]


def _parameter(
    reader: Reader, said: dict[str, str], also: Phrasebook | None
) -> str | None:
    del also
    rule: str | None = said["rule"]
    if reader.language != _ITS_OWN:
        rule = reader.filled(RULES[reader.language].find(said["rule"]))
    if rule is None:
        return None
    name = reader.word("refusal.name", said["name"])
    if said["value"] in ("None", "''"):
        return _begun(reader.say("refusal.parameter.absent", name=name, rule=rule))
    value = _unquoted(said["value"])
    return _begun(reader.say("refusal.parameter", name=name, rule=rule, value=value))


def _unknown(
    reader: Reader, said: dict[str, str | None], also: Phrasebook | None
) -> str | None:
    del also
    kind = TEXTS[reader.language].get(f"refusal.kind.{said['kind']}")
    if kind is None:
        return None
    name = _unquoted(said["name"] or "")
    if said["near"] is None:
        return reader.say("refusal.unknown", kind=kind, name=name)
    return reader.say("refusal.unknown.near", kind=kind, name=name, near=said["near"])


def _problem(
    reader: Reader, said: dict[str, str | None], also: Phrasebook | None
) -> str | None:
    text, value = _of_problem(reader, said, also)
    if text is None:
        return None
    source = said["source"] or ""
    place = [SOURCES.get(reader.language, {}).get(source, source)]
    if said["row"]:
        place.append(reader.say("refusal.row", n=said["row"]))
    if said["column"]:
        place.append(reader.say("refusal.column", name=said["column"]))
    if said["more"]:
        rows = ", ".join(_ROW.findall(said["rows"] or ""))
        more = int(said["more"].replace(",", ""))
        text = reader.say("refusal.also", more, said=text, rows=rows)
    where = _begun(", ".join(place))
    if value is None:
        return reader.say("refusal.problem", place=where, said=text)
    shown = _unquoted(value)
    return reader.say("refusal.problem.value", place=where, value=shown, said=text)


def _of_problem(
    reader: Reader, said: dict[str, str | None], also: Phrasebook | None
) -> tuple[str | None, str | None]:
    """Words of a problem, and the value found where it is not among them."""
    text, value = said["said"] or "", said["value"]
    if reader.language == _ITS_OWN:
        return text, value
    if value is not None and also is not None:
        whole = reader.filled(also.find(f"{value} {text}"))
        if whole is not None:
            return whole, None
    return _whole(reader, text, also), value


def _transition(reader: Reader, said: dict[str, str], also: object) -> str:
    del also
    state = reader.word("refusal.state", said["state"])
    return reader.say("refusal.transition", state=state)


def _stale(reader: Reader, said: dict[str, str], also: object) -> str:
    del also
    day = reader.formats.date(date.fromisoformat(said["day"]))
    return reader.say("refusal.stale", who=said["who"], day=day, clock=said["clock"])


def _unquoted(value: str) -> str:
    """Value as Python writes it, in marks of quotation if it is a text."""
    text = re.fullmatch(r"(['\"])(.*)\1", value)
    return f"«{text[2]}»" if text else value


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., str | None]], ...] = (
    (_STALE, _stale),
    (_TRANSITION, _transition),
    (_UNKNOWN, _unknown),
    (_PARAMETER, _parameter),
    (_PROBLEM, _problem),
)
