"""Every sentence on screen, by key and language; code and data stay English.

A module holds a theme in both languages side by side, and is named in `_THEMES`.
"""

from __future__ import annotations

from app.web.texts import (
    accounts,
    adherence,
    administration,
    audit,
    backups,
    campaigns,
    decisions,
    file_drop,
    forecast,
    history,
    home,
    importing,
    jobs,
    limits,
    my,
    notices,
    people,
    requests,
    roster,
    rule_overrides,
    schedule,
    schedule_board,
    shell,
    staffing,
    terms,
    words,
)

LANGUAGES = ("es", "en")
_THEMES = (
    accounts,
    adherence,
    administration,
    audit,
    backups,
    campaigns,
    decisions,
    file_drop,
    forecast,
    history,
    home,
    importing,
    jobs,
    limits,
    my,
    notices,
    people,
    requests,
    roster,
    rule_overrides,
    schedule,
    schedule_board,
    shell,
    staffing,
    terms,
    words,
)
TEXTS: dict[str, dict[str, str]] = {"es": {}, "en": {}}
for _theme in _THEMES:
    TEXTS["es"].update(_theme.SPANISH)
    TEXTS["en"].update(_theme.ENGLISH)


def sentence(language: str, key: str, count: float | None = None, **values: str) -> str:
    """
    Sentence of a language with its blanks filled.

    Where a `count` of one needs other words, they stand under ``key.one``.

    Raises
    ------
    KeyError
        If there is no such sentence.
    """
    texts = TEXTS[language]
    singular = f"{key}.one"
    chosen = singular if count == 1 and singular in texts else key
    return texts[chosen].format(**values) if values else texts[chosen]


def word(language: str, family: str, name: str) -> str:
    """Word for a value of the data, such as an activity; unknown ones stay as is."""
    return TEXTS[language].get(f"{family}.{name}", name)
