"""Numbers, dates and money as each language writes them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from babel import Locale
from babel.dates import format_date, get_day_names
from babel.numbers import format_decimal, get_currency_symbol

if TYPE_CHECKING:
    from datetime import datetime

    import pandas as pd

    Day = date | datetime | pd.Timestamp

LOCALES = {"es": "es_CO", "en": "en_US"}
# Decimal and thousands marks for Plotly's own axis labels.
SEPARATORS = {"es": ",.", "en": ".,"}
NOTHING = "\N{EN DASH}"
_NARROW = "\N{NO-BREAK SPACE}"
_DAY = {"es": "EEE d MMM", "en": "EEE MMM d"}
_DATE = {"es": "d MMM y", "en": "MMM d, y"}
_LONG = {"es": "EEEE d 'de' MMMM 'de' y", "en": "EEEE, MMMM d, y"}
_SHORT = {"es": "EEE d", "en": "EEE d"}
_MONTH_DAY = {"es": "d MMM", "en": "MMM d"}
_MILLION = {"es": "millones", "en": "million"}
_MILLIONS_FROM = 1e7


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
        return f"{_NARROW}%" if self.language == "es" else "%"

    def number(self, value: float | None, digits: int = 0) -> str:
        """Write a number with a fixed count of decimals and thousands marks."""
        if value is None or not math.isfinite(value):
            return NOTHING
        rounded = round(float(value), digits) + 0.0  # no "-0"
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return str(format_decimal(rounded, format=pattern, locale=self.locale))

    def share(self, value: float | None, digits: int = 1) -> str:
        """Share (0-1) in percent; all of it and none of it only when exact."""
        if value is None or not math.isfinite(value):
            return NOTHING
        percent = 100 * value
        step = 10.0**-digits
        if value < 1 and round(percent, digits) >= 100:  # noqa: PLR2004
            percent = 100 - step
        if value > 0 and round(percent, digits) <= 0:
            percent = step
        return self.number(percent, digits) + self.percent_sign

    def round_share(self, value: float | None) -> str:
        """Share (0-1) in percent, as many decimals as it was given, at most three."""
        if value is None or not math.isfinite(value):
            return NOTHING
        percent = round(100 * value, 3)
        digits = next(n for n in range(4) if round(percent, n) == percent)
        return self.number(percent, digits) + self.percent_sign

    def hours(self, value: float | None, digits: int = 0) -> str:
        """Hours with their unit."""
        return self.number(value, digits) + f"{_NARROW}h"

    def seconds(self, value: float | None) -> str:
        """Duration: seconds below two minutes, then minutes and seconds."""
        if value is None or not math.isfinite(value):
            return NOTHING
        whole = round(value)
        if whole < 120:  # noqa: PLR2004
            return f"{self.number(value, 1 if value < 10 else 0)}{_NARROW}s"  # noqa: PLR2004
        return f"{whole // 60}:{whole % 60:02d}{_NARROW}min"

    def minutes(self, value: float | None) -> str:
        """Duration of whole minutes: ``45 min``, ``9 h``, ``3 h 30 min``."""
        if value is None or not math.isfinite(value):
            return NOTHING
        whole, rest = divmod(round(value), 60)
        if whole < 2:  # noqa: PLR2004 - up to two hours, minutes are read more easily
            return f"{self.number(value)}{_NARROW}min"
        said = f"{self.number(whole)}{_NARROW}h"
        return f"{said}{_NARROW}{rest}{_NARROW}min" if rest else said

    def money(self, value: float | None, currency: str) -> str:
        """Amount with its currency; large amounts in millions with one decimal."""
        amount, scale = self.scaled_money(value, currency)
        return f"{amount}{_NARROW}{scale}" if scale else amount

    def scaled_money(self, value: float | None, currency: str) -> tuple[str, str]:
        """Amount and what is written after it: ``millones``, ``million COP``, ``h``."""
        if value is None or not math.isfinite(value):
            return NOTHING, ""
        if not currency:
            return self.number(value), "h"
        symbol = str(get_currency_symbol(currency, locale=self.locale))
        large = abs(value) >= _MILLIONS_FROM
        amount = self.number(value / 1e6, 1) if large else self.number(value)
        scale = _MILLION[self.language] if large else ""
        if symbol.isalpha():
            return amount, f"{scale}{_NARROW}{symbol}".strip(_NARROW)
        return f"{symbol}{_NARROW}{amount}", scale

    def country(self, code: str) -> str:
        """Write the name of a country, given its two letters; others stay as is."""
        return str(Locale.parse(self.locale).territories.get(code, code))

    def weekday(self, number: int) -> str:
        """Write the name of a weekday, 0 for Monday to 6 for Sunday."""
        names = get_day_names("wide", locale=self.locale)
        return str(names[number])

    def day(self, value: Day) -> str:
        """Weekday, day and month: ``lun 30 nov``, ``Mon Nov 30``."""
        return self._date(value, _DAY)

    def short_day(self, value: Day) -> str:
        """Weekday and day of the month: ``lun 30``."""
        return self._date(value, _SHORT)

    def day_and_month(self, value: Day) -> str:
        """Day and month: ``30 nov``."""
        return self._date(value, _MONTH_DAY)

    def date(self, value: Day) -> str:
        """Day, month and year, months abbreviated."""
        return self._date(value, _DATE)

    def long_date(self, value: Day) -> str:
        """Date in full words."""
        return self._date(value, _LONG)

    def _date(self, value: Day, patterns: dict[str, str]) -> str:
        plain = date(value.year, value.month, value.day)
        return str(
            format_date(plain, patterns[self.language], locale=self.locale)
        ).replace(".", "")
