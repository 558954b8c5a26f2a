"""Every sentence on screen, by key and language; code and data stay English."""

from __future__ import annotations

from app.web.texts import en, es

LANGUAGES = ("es", "en")
TEXTS = {"es": es.TEXTS, "en": en.TEXTS}


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
