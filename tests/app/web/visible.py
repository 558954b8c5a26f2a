"""What a person reads in an answer: its sentences, without keys, codes and data."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

# Properties of components, columns and figures that are read or spoken.
_READ = frozenset(
    {
        *("alt", "aria-label", "children", "description", "emptyMessage", "error"),
        *("headerName", "headerTooltip", "hovertemplate", "label", "legend", "name"),
        *("nothingFoundMessage", "placeholder", "text", "ticktext", "title", "tooltip"),
    }
)
# Properties with data of their own: choices by their value, styles, identifiers.
_UNREAD = frozenset(
    {"className", "data-theme", "field", "href", "id", "src", "style", "type", "value"}
)
# Components that show what is copied to a command line, or nothing at all.
_SILENT = ("Code", "Interval", "Location", "Store")
_WORDS = {
    "en": "the of is are not must with has have from by for and this that was which"
    " only each there does did nothing unknown between cannot been were than its",
    "es": "el la los las de del que con por para una se sin según hasta desde este"
    " esta fue está ningún cada más como",
}
_OTHER = {"es": "en", "en": "es"}
_STRANGE = {
    language: re.compile(rf"\b({'|'.join(words.split())})\b", re.IGNORECASE)
    for language, words in _WORDS.items()
}
# Names of code, such as rest_between_shifts and account.change.
_CODE = re.compile(r"(?<![\w@/.-])[a-z]+(?:[_.][a-z]+)+(?![\w@/-])")
# What laws of Colombia are called in every language.
_TITLES = re.compile(
    r"(Ley|Decreto|Circular) \d+ de \d{4}|Consejo de Estado|prima de servicios"
)
_MARKS = re.compile(r"<[^>]+>|%\{[^}]*\}")


def read(body: str) -> list[str]:
    """Sentences in the answer to a callback; none in an answer of another kind."""
    try:
        return list(texts(json.loads(body)))
    except json.JSONDecodeError:
        return []


def texts(answer: object) -> Iterator[str]:
    """Sentences in a component, in outputs of a callback or in a figure."""
    if isinstance(answer, list):
        for each in answer:
            yield from texts(each)
    if isinstance(answer, dict) and answer.get("type") not in _SILENT:
        for name, value in answer.items():
            yield from _of(name, value)


def _of(name: str, value: Any) -> Iterator[str]:
    if name in _UNREAD:
        return
    if isinstance(value, str):
        if name in _READ:
            yield value
        return
    if isinstance(value, list) and name in _READ:
        yield from (part for part in value if isinstance(part, str))
    yield from texts(value)


def foreign(sentence: str, language: str, names: frozenset[str]) -> list[str]:
    """Words of the other language, or of code, in a sentence; `names` may be there."""
    plain = _TITLES.sub(" ", _MARKS.sub(" ", sentence))
    found = (*_STRANGE[_OTHER[language]].findall(plain), *_CODE.findall(plain))
    return [each for each in found if each not in names]


def properties(answer: object) -> dict[str, Any]:
    """Properties of the components with a name of their own, as callbacks ask."""
    found: dict[str, Any] = {}
    if isinstance(answer, list):
        for each in answer:
            found |= properties(each)
    if isinstance(answer, dict):
        own = answer.get("props")
        if isinstance(own, dict) and isinstance(own.get("id"), str):
            found |= {f"{own['id']}.{name}": each for name, each in own.items()}
        for each in answer.values():
            found |= properties(each)
    return found
