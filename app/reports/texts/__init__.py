"""Every sentence of the reports, by key and language; code and data stay English."""

from __future__ import annotations

import re

from app.reports.texts import accuracy, origin, quality, roster
from app.reports.texts.en import TEXTS as ENGLISH
from app.reports.texts.es import PHRASES as SPANISH_PHRASES
from app.reports.texts.es import TEXTS as SPANISH

LANGUAGES = ("es", "en")
TEXTS = {
    "es": SPANISH
    | accuracy.SPANISH
    | origin.SPANISH
    | quality.SPANISH
    | roster.SPANISH,
    "en": ENGLISH
    | accuracy.ENGLISH
    | origin.ENGLISH
    | quality.ENGLISH
    | roster.ENGLISH,
}
_SPANISH_PHRASES = SPANISH_PHRASES | origin.PHRASES | quality.PHRASES


def _pattern(sentence: str) -> re.Pattern[str]:
    """Pattern of an English sentence of the plan; a ``{blank}`` holds anything."""
    parts = re.split(r"\{(\w+)\}", sentence)
    return re.compile(
        "".join(
            f"(?P<{part}>.+)" if place % 2 else re.escape(part)
            for place, part in enumerate(parts)
        )
    )


# What the plan says in English, and how other languages say it.
PHRASES: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "en": (),
    "es": tuple((_pattern(said), told) for said, told in _SPANISH_PHRASES.items()),
}
