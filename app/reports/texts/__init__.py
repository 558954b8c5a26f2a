"""Every sentence of the reports, by key and language; code and data stay English."""

from __future__ import annotations

from app.reports.phrasebook import Phrasebook
from app.reports.texts import accuracy, labour, origin, quality, refusals, roster
from app.reports.texts.en import TEXTS as ENGLISH
from app.reports.texts.es import PHRASES as SPANISH_PHRASES
from app.reports.texts.es import TEXTS as SPANISH

LANGUAGES = ("es", "en")
TEXTS = {
    "es": SPANISH
    | accuracy.SPANISH
    | origin.SPANISH
    | quality.SPANISH
    | roster.SPANISH
    | refusals.SPANISH,
    "en": ENGLISH
    | accuracy.ENGLISH
    | origin.ENGLISH
    | quality.ENGLISH
    | roster.ENGLISH
    | refusals.ENGLISH,
}
_SPANISH_PHRASES = (
    SPANISH_PHRASES
    | origin.PHRASES
    | quality.PHRASES
    | labour.PHRASES
    | refusals.PHRASES
)
# What the plan, the law's notes and errors say in English, and how other languages do.
PHRASES: dict[str, Phrasebook] = {
    "en": Phrasebook({}),
    "es": Phrasebook(_SPANISH_PHRASES),
}
# What stands inside errors only: rules of values, and names of tables.
RULES = {"es": Phrasebook(refusals.RULES)}
SOURCES = {"es": refusals.SOURCES}
