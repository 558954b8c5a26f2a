"""Numbers, dates and money on screen: those of the reports, and what only pages say."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING

from babel import Locale
from babel.dates import format_date, get_day_names

from app.reports import formats
from app.reports.formats import NOTHING

if TYPE_CHECKING:
    from datetime import datetime

    import pandas as pd

    Day = date | datetime | pd.Timestamp

# Decimal and thousands marks for Plotly's own axis labels.
SEPARATORS = {"es": ",.", "en": ".,"}
_SPACE = "\N{NO-BREAK SPACE}"
_SHORT = {"es": "EEE d", "en": "EEE d"}
_HOURS_FROM = 2


class Formats(formats.Formats):
    """
    Formats of one language on screen.

    Examples
    --------
    >>> Formats("es").minutes(210).split(), Formats("es").minutes(45).split()
    (['3', 'h', '30', 'min'], ['45', 'min'])
    """

    def minutes(self, value: float | None) -> str:
        """Duration of whole minutes: ``45 min``, ``9 h``, ``3 h 30 min``."""
        if value is None or not math.isfinite(value):
            return NOTHING
        whole, rest = divmod(round(value), 60)
        # Up to two hours, minutes are read more easily.
        if whole < _HOURS_FROM:
            return f"{self.number(value)}{_SPACE}min"
        said = f"{self.number(whole)}{_SPACE}h"
        return f"{said}{_SPACE}{rest}{_SPACE}min" if rest else said

    def country(self, code: str) -> str:
        """Write the name of a country, given its two letters; others stay as is."""
        return str(Locale.parse(self.locale).territories.get(code, code))

    def weekday(self, number: int) -> str:
        """Write the name of a weekday, 0 for Monday to 6 for Sunday."""
        names = get_day_names("wide", locale=self.locale)
        return str(names[number])

    def short_day(self, value: Day) -> str:
        """Weekday and day of the month: ``lun 30``."""
        return self._date(value, _SHORT)

    def _date(self, value: Day, patterns: dict[str, str]) -> str:
        # Styles decide where a page breaks its lines.
        plain = date(value.year, value.month, value.day)
        text = format_date(plain, patterns[self.language], locale=self.locale)
        return str(text).replace(".", "")
