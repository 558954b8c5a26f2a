"""The sentences of findings and their remedies, English and Spanish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services.imports import sentences_en, sentences_es

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.services.imports.findings import Finding

_TEXTS: dict[str, Mapping[str, tuple[str, str]]] = {
    "en": sentences_en.TEXTS,
    "es": sentences_es.TEXTS,
}
_ONE: dict[str, Mapping[str, str]] = {"en": sentences_en.ONE, "es": sentences_es.ONE}
_PLACES: dict[str, Mapping[str, str]] = {
    "en": sentences_en.PLACES,
    "es": sentences_es.PLACES,
}


def phrases(language: str) -> dict[str, str]:
    """
    Everything that is said of a file in English, and how a language says it.

    Parameters
    ----------
    language : str
        ``en`` or ``es``.

    Returns
    -------
    dict of str to str
        With the same blanks on either side: for what is kept as a sentence only, such
        as the failure of a job.
    """
    english, other = _TEXTS["en"], _TEXTS[language]
    both = {
        ": ".join(each): ": ".join(other[code])
        for code, each in english.items()
        if all(each)
    }
    alone = {each[0]: other[code][0] for code, each in english.items()}
    ones = {each: _ONE[language][code] for code, each in _ONE["en"].items()}
    return both | alone | ones


def sentence(finding: Finding, language: str = "en") -> str:
    """
    Say what was found, and where.

    Parameters
    ----------
    finding : Finding
        What was found.
    language : str
        ``en`` or ``es``.

    Returns
    -------
    str
        One sentence without its full stop.
    """
    place = _PLACES[language]
    parts = []
    if finding.row is not None:
        parts.append(place["row"].format(row=finding.row))
    if finding.column:
        parts.append(place["column"].format(column=finding.column))
    said = reason(finding, language)
    return f"{', '.join(parts)}: {said}" if parts else said


def reason(finding: Finding, language: str = "en") -> str:
    """
    Say what was found, without its place.

    Parameters
    ----------
    finding, language
        As in `sentence`.

    Returns
    -------
    str
        One sentence without its full stop.
    """
    said = _TEXTS[language][finding.code][0]
    if str(finding.said.get("count", "")) == "1":
        said = _ONE[language].get(finding.code, said)
    return said.format_map(_said(finding))


def remedy(finding: Finding, language: str = "en") -> str:
    """
    Say what to do about a finding.

    Parameters
    ----------
    finding, language
        As in `sentence`.

    Returns
    -------
    str
        One sentence without its full stop; empty where nothing is to be done.
    """
    return _TEXTS[language][finding.code][1].format_map(_said(finding))


class _said(dict[str, str]):  # noqa: N801 - a mapping made in place
    """Values of a sentence; one that is not known is left empty."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.said, value=finding.value, column=finding.column)

    def __missing__(self, key: str) -> str:
        return ""
