"""Numbers, dates and money as each language writes them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.dates import format_date
from babel.numbers import format_decimal, get_currency_symbol

if TYPE_CHECKING:
    from datetime import date, datetime

    import pandas as pd

    Day = date | datetime | pd.Timestamp

LOCALES = {"es": "es_CO", "en": "en_US"}
NOTHING = "\N{EN DASH}"
_SPACE = "\N{NO-BREAK SPACE}"
_DATE = {"es": "d MMM y", "en": "MMM d, y"}
_LONG = {"es": "d 'de' MMMM 'de' y", "en": "MMMM d, y"}
_FULL = {"es": "EEEE d 'de' MMMM 'de' y", "en": "EEEE, MMMM d, y"}
_DAY = {"es": "EEE d MMM", "en": "EEE MMM d"}
_SHORT = {"es": "d MMM", "en": "MMM d"}
_MILLION = {"es": "millones", "en": "million"}
# From here on an amount is read in millions, and its units are noise.
_MILLIONS_FROM = 1e7
_PERCENT = 100
_MINUTES_FROM = 120
_TENTHS_BELOW = 10


@dataclass(frozen=True)
class Formats:
    """
    Formats of one language; what is unknown is written as a dash.

    Attributes
    ----------
    language : str
        ``es`` (Colombia) or ``en`` (United States).

    Examples
    --------
    >>> Formats("es").number(1234.5, 1), Formats("en").number(1234.5, 1)
    ('1.234,5', '1,234.5')
    """

    language: str

    @property
    def locale(self) -> str:
        """Locale by its CLDR name."""
        return LOCALES[self.language]

    @property
    def percent_sign(self) -> str:
        """What stands after a number in percent."""
        return f"{_SPACE}%" if self.language == "es" else "%"

    def number(self, value: float | None, digits: int = 0) -> str:
        """Write a number with a fixed count of decimals and thousands marks."""
        if value is None or not math.isfinite(value):
            return NOTHING
        rounded = round(float(value), digits) + 0.0  # never "-0"
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return str(format_decimal(rounded, format=pattern, locale=self.locale))

    def share(self, value: float | None, digits: int = 1) -> str:
        """Share (0-1) in percent; 0 and 100 only where they are exact."""
        if value is None or not math.isfinite(value):
            return NOTHING
        percent, step = round(_PERCENT * value, digits), 10.0**-digits
        if value < 1 and percent >= _PERCENT:
            percent = _PERCENT - step
        if value > 0 and percent <= 0:
            percent = step
        return self.number(percent, digits) + self.percent_sign

    def round_share(self, value: float | None) -> str:
        """Share (0-1) of a goal: as many decimals as it was given, at most three."""
        if value is None or not math.isfinite(value):
            return NOTHING
        percent = round(_PERCENT * value, 3)
        digits = next(n for n in range(4) if round(percent, n) == percent)
        return self.number(percent, digits) + self.percent_sign

    def hours(self, value: float | None, digits: int = 0) -> str:
        """Hours with their unit."""
        return f"{self.number(value, digits)}{_SPACE}h"

    def seconds(self, value: float | None) -> str:
        """Duration: seconds below two minutes, then minutes and seconds."""
        if value is None or not math.isfinite(value):
            return NOTHING
        whole = round(value)
        if whole >= _MINUTES_FROM:
            return f"{whole // 60}:{whole % 60:02d}{_SPACE}min"
        digits = 1 if value < _TENTHS_BELOW and value != whole else 0
        return f"{self.number(value, digits)}{_SPACE}s"

    def money(self, value: float | None, currency: str) -> str:
        """Amount with its currency, large ones in millions; hours without one."""
        return _SPACE.join(part for part in self.amount(value, currency) if part)

    def amount(self, value: float | None, currency: str) -> tuple[str, str]:
        """Amount, and what comes after it: ``millones``, ``million COP``, ``h``."""
        if value is None or not math.isfinite(value):
            return NOTHING, ""
        if not currency:
            return self.number(value), "h"
        symbol = str(get_currency_symbol(currency, locale=self.locale))
        large = abs(value) >= _MILLIONS_FROM
        amount = self.number(value / 1e6, 1) if large else self.number(value)
        scale = _MILLION[self.language] if large else ""
        if symbol.isalpha():
            return amount, f"{scale}{_SPACE}{symbol}".strip(_SPACE)
        return f"{symbol}{_SPACE}{amount}", scale

    def date(self, value: Day) -> str:
        """Day, month and year, the month abbreviated."""
        return self._date(value, _DATE)

    def long_date(self, value: Day) -> str:
        """Day, month and year in full, which may break over lines."""
        return self._date(value, _LONG).replace(_SPACE, " ")

    def full_date(self, value: Day) -> str:
        """Weekday, day, month and year in full."""
        return self._date(value, _FULL)

    def day(self, value: Day) -> str:
        """Weekday, day and month: ``lun 30 nov``, ``Mon Nov 30``."""
        return self._date(value, _DAY)

    def day_and_month(self, value: Day) -> str:
        """Day and month: ``30 nov``, ``Nov 30``."""
        return self._date(value, _SHORT)

    def clock(self, value: datetime | pd.Timestamp) -> str:
        """Wall clock of 24 hours, which an operation uses in both languages."""
        return f"{value.hour:02d}:{value.minute:02d}"

    def _date(self, value: Day, patterns: dict[str, str]) -> str:
        text = format_date(value, patterns[self.language], self.locale)
        return str(text).replace(".", "").replace(" ", _SPACE)
