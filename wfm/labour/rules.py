"""Whose rules shifts and rosters obey: a country's law and what a campaign changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from wfm.errors import ConflictError, InputError, ParameterError, UnknownNameError
from wfm.holidays import public_holidays
from wfm.labour.countries import law_of
from wfm.labour.load import loaded_wage
from wfm.labour.work_rules import WorkRules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wfm.labour.load import LoadedWage

__all__ = ["RuleBook", "WorkRules", "rule_book"]

COUNTRY_DEFAULT = "co"
_EXTRA_HOLIDAY = "holiday of the company"


@dataclass(frozen=True, slots=True)
class RuleBook:
    """
    Whose rules hold, and what a campaign overrides.

    Attributes
    ----------
    country : str
        ISO 3166 two-letter code, any case; ``none`` for house defaults.
    overrides : mapping of str to float
        Values by parameter name that replace the country's on every date.
    extra_holidays, removed_holidays : tuple of date
        Days that are holidays here beyond the country's, and those that are not.
    """

    country: str = COUNTRY_DEFAULT
    overrides: Mapping[str, float] = field(default_factory=dict)
    extra_holidays: tuple[date, ...] = ()
    removed_holidays: tuple[date, ...] = ()

    def on(self, day: date) -> WorkRules:
        """
        Rules in force on a day.

        Parameters
        ----------
        day : date
            The day asked about.

        Returns
        -------
        WorkRules

        Raises
        ------
        UnknownNameError
            If an override names no parameter.
        ParameterError
            If an override is not a number at least 0.
        ConflictError
            If rules contradict each other.
        """
        law = law_of(self.country)
        names = {each.name for each in law.parameters}
        for name, value in self.overrides.items():
            if name not in names:
                raise UnknownNameError("rule", name, names)
            if (
                isinstance(value, bool)
                or not isinstance(value, int | float)
                or value < 0
            ):
                raise ParameterError(f"rules.{name}", value, "a number, at least 0")
        rules = WorkRules(law.on(day, self.overrides))
        conflicts = rules.conflicts()
        if conflicts:
            raise ConflictError(conflicts)
        return rules

    def of_week(self, day: date) -> WorkRules:
        """
        Rules that limit the whole week of a day: those in force on its Monday.

        No law says how a week counts in which its limit changes; here it keeps the
        limit with which it began, and the lower one holds from the next Monday.

        Parameters
        ----------
        day : date
            Any day of the week.

        Returns
        -------
        WorkRules
        """
        return self.on(day - timedelta(days=day.weekday()))

    def holidays(
        self, years: Iterable[int], *, language: str = "es"
    ) -> dict[date, str]:
        """
        Public holidays, with those that are added here and without those taken out.

        Parameters
        ----------
        years : iterable of int
            Calendar years.
        language : str
            Of the names, where the country has it.

        Returns
        -------
        dict of date to str
            In order of date.

        Raises
        ------
        UnknownNameError
            If the country is not known.
        """
        wanted = set(years)
        days = public_holidays(self.country, wanted, language=language)
        for day in self.extra_holidays:
            if day.year in wanted:
                days.setdefault(day, _EXTRA_HOLIDAY)
        return {
            day: days[day] for day in sorted(days) if day not in self.removed_holidays
        }

    def loaded_wage(self, on: date, wage: float | None = None) -> LoadedWage:
        """
        Cost of a month's wage to the employer, and what it is made of.

        Parameters
        ----------
        on : date
            The day asked about.
        wage : float, optional
            Money a month, above 0; the minimum wage by default.

        Returns
        -------
        LoadedWage
        """
        return loaded_wage(self.on(on).parameters, law_of(self.country).charges, wage)

    @property
    def codes(self) -> Mapping[str, str]:
        """Words of the country's payrolls for each concept of pay."""
        return law_of(self.country).codes


def rule_book(rules: str | Mapping[str, Any] | RuleBook) -> RuleBook:
    """
    Rule book from what a caller gives.

    Parameters
    ----------
    rules : str, mapping or RuleBook
        A country code; or a mapping of overrides with an optional ``country`` and
        lists of dates ``extra_holidays`` and ``removed_holidays``.

    Returns
    -------
    RuleBook

    Raises
    ------
    InputError
        If it is none of these.
    """
    if isinstance(rules, RuleBook):
        return rules
    if isinstance(rules, str):
        return RuleBook(country=rules)
    try:
        values = dict(rules)
    except (TypeError, ValueError) as error:
        raise InputError(
            f"rules must be a country or a table, got {rules!r}"
        ) from error
    return RuleBook(
        country=values.pop("country", COUNTRY_DEFAULT),
        extra_holidays=_dates("extra_holidays", values),
        removed_holidays=_dates("removed_holidays", values),
        overrides=values,
    )


def _dates(name: str, values: dict[str, Any]) -> tuple[date, ...]:
    """Dates of a list, given as dates or as text; takes them out of the values."""
    given = values.pop(name, ())
    rule = "a list of dates such as 2026-12-24"
    if isinstance(given, str):
        raise ParameterError(f"rules.{name}", given, rule)
    try:
        return tuple(
            day if isinstance(day, date) else date.fromisoformat(day) for day in given
        )
    except (TypeError, ValueError) as error:
        raise ParameterError(f"rules.{name}", given, rule) from error
