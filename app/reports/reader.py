"""For whom the report is written: one language, its sentences and its formats."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.reports.formats import Formats
from app.reports.markup import Html, tag
from app.reports.texts import PHRASES, TEXTS

if TYPE_CHECKING:
    from app.reports.phrasebook import Said

# How the plan's own sentences write dates and numbers.
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_QUOTED = re.compile(r"'([^']*)'")
_NUMBER = re.compile(r"(?P<value>\d[\d,]*(?:\.(?P<decimals>\d+))?)(?P<percent>%?)")


@dataclass(frozen=True, slots=True)
class Reader:
    """
    Reader of one language.

    Attributes
    ----------
    language : str
        ``es`` or ``en``.
    """

    language: str

    @property
    def formats(self) -> Formats:
        """How this reader writes numbers and dates."""
        return Formats(self.language)

    def say(self, key: str, count: float | None = None, /, **values: str) -> str:
        """
        Sentence by its key, blanks filled; ``{n}`` is the count.

        Where a count of one needs other words, they stand under ``key.one``.

        Raises
        ------
        KeyError
            If there is no such sentence.
        """
        texts = TEXTS[self.language]
        if count is None:
            return texts[key].format(**values)
        singular = f"{key}.one"
        chosen = singular if count == 1 and singular in texts else key
        return texts[chosen].format(n=self.formats.number(count), **values)

    def word(self, family: str, name: object) -> str:
        """Word for a value of the data, such as a channel; unknown ones stay."""
        return TEXTS[self.language].get(f"{family}.{name}", str(name))

    def own_words(self, sentence: str) -> str:
        """Sentence that the plan wrote, translated where its words are known."""
        return self.translated(sentence) or sentence

    def told(self, sentence: str) -> Html:
        """
        Sentence that the plan itself wrote, in English, for this reader.

        One without a translation stays as it is and is marked as English.
        """
        told = self.translated(sentence)
        if told is None:
            return tag("span", sentence, lang=None if self.language == "en" else "en")
        return tag("span", told)

    def translated(self, sentence: str) -> str | None:
        """Sentence of the plan or of an error in this language; None if unknown."""
        return self.filled(PHRASES[self.language].find(sentence))

    def filled(self, said: Said | None) -> str | None:
        """Fill the blanks of what a phrasebook has, as this reader writes them."""
        if said is None:
            return None
        blanks = {key: self._blank(text) for key, text in said.blanks.items()}
        return said.template.format(**blanks)

    def _blank(self, text: str) -> str:
        """Fill a blank with a date, a number, a phrase of its own, or a name."""
        if _DATE.fullmatch(text):
            return self.formats.date(date.fromisoformat(text))
        number = _NUMBER.fullmatch(text)
        if number is not None:
            value = float(number["value"].replace(",", ""))
            if number["percent"]:
                return self.formats.round_share(value / 100)
            return self.formats.number(value, len(number["decimals"] or ""))
        quoted = _QUOTED.fullmatch(text)
        if quoted is not None:
            return f"«{quoted[1]}»"
        return self.own_words(text)
