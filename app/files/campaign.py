"""Read the campaign file: a few lines of TOML and the paths it names."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.files import forecast, queues, rules
from app.files.sections import Kind, Sections
from app.files.toml import read_toml, toml_of
from wfm.campaign import Campaign
from wfm.demand import ServiceGoal, Shrinkage
from wfm.errors import TableError, UnknownNameError
from wfm.holidays import public_holidays

if TYPE_CHECKING:
    from collections.abc import Iterable

_SECTIONS = (
    "campaign",
    "files",
    "goal",
    "shrinkage",
    "forecast",
    "queues",
    "rules",
)
# What steers a roster, and means nothing without agents.
ROSTER_FILES = ("availability", "preferences", "activities", "sites", "locked")
FILES = (
    "history",
    "special_days",
    "opening",
    "agents",
    "contracts",
    "time_off",
    "schedule",
    "states",
    "launches",
    "contracted",
    "overrides",
    "new_agents",
    "refused",
    *ROSTER_FILES,
)
# What holds where the file is silent; each one taken is named in the output.
_CAMPAIGN = {"client": "", "timezone": "America/Bogota", "country": "CO", "days": 28}
_GOAL = {
    "service_level": 0.85,
    "threshold": 20,
    "basis": "offered",
    "max_occupancy": 0.65,
    "occupancy_rule": "cap",
    "window": "interval",
    "min_agents": 1,
}
_GOAL_OPTIONAL = ("max_asa", "max_abandonment", "interval_floor")
_SHRINKAGE = {"scheduled": 0.15, "unscheduled": 0.08}
_SHRINKAGE_OPTIONAL = ("combined",)
_TEXT, _NUMBER, _WHOLE = str, (int, float), int
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("name", "client", "timezone", "country"), _TEXT),
    **queues.KINDS,
    **forecast.KINDS,
    **dict.fromkeys(("basis", "occupancy_rule", "window", "combined"), _TEXT),
    **dict.fromkeys(("days", "interval", "min_agents"), _WHOLE),
    **dict.fromkeys(("service_level", "threshold", "max_occupancy"), _NUMBER),
    **dict.fromkeys(_GOAL_OPTIONAL, _NUMBER),
    **dict.fromkeys(("scheduled", "unscheduled"), _NUMBER),
    **dict.fromkeys(("start", "as_of", "locked_until"), date),
}


@dataclass(frozen=True, slots=True)
class CampaignFile:
    """
    A campaign and where its tables are.

    Attributes
    ----------
    campaign : Campaign
        What is planned.
    files : dict of str to Path
        Table name to file; only those given.
    """

    campaign: Campaign
    files: dict[str, Path] = field(default_factory=dict)


def read_campaign(path: Path) -> CampaignFile:
    """
    Read a campaign file.

    Parameters
    ----------
    path : Path
        TOML; paths in it are relative to it.

    Returns
    -------
    CampaignFile
        The campaign, with the defaults it took, and its files, all of which exist.

    Raises
    ------
    StoreError
        If it cannot be read.
    TableError
        With everything that is wrong in it.
    """
    return _Reader(path, Sections(path.name, read_toml(path), _KINDS)).read()


def campaign_of(data: bytes, tables: Iterable[str], *, source: str) -> Campaign:
    """
    Read a campaign file whose tables are kept elsewhere.

    Parameters
    ----------
    data : bytes
        The file; what it says under ``[files]`` does not matter.
    tables : iterable of str
        Names of the tables that there are, of `FILES`.
    source : str
        Name for messages.

    Returns
    -------
    Campaign
        As `read_campaign` gives it.

    Raises
    ------
    TableError
        With everything that is wrong in it.
    """
    document = toml_of(data, source)
    document["files"] = {name: name for name in tables}
    sections = Sections(source, document, _KINDS)
    return _Reader(Path(source), sections, looks=False).read().campaign


@dataclass(slots=True)
class _Reader:
    path: Path
    sections: Sections
    defaults: list[str] = field(default_factory=list)
    # Whether the files must be there.
    looks: bool = True

    def read(self) -> CampaignFile:
        document = self.sections.document
        self.sections.only("", document, _SECTIONS)
        for section in ("campaign", "files", "goal"):
            if section not in document:
                self.sections.complain(f"section [{section}] is missing")
        anew = forecast.begins_anew(document.get("files"))
        head = self._head(document.get("campaign", {}), anew=anew)
        goal, goal_values = self._goal(document.get("goal", {}))
        campaign = self.sections.build(
            "campaign",
            Campaign,
            {
                "name": "",
                **head,
                "goal": goal,
                "shrinkage": self._shrinkage(document.get("shrinkage", {})),
                **self._forecast(document.get("forecast", {})),
                "queues": queues.QueueSections(
                    self.sections,
                    goal_values,
                    (*_GOAL, *_GOAL_OPTIONAL),
                    head["country"],
                    self.defaults,
                ).read(document.get("queues", {})),
                **rules.read_rules(
                    self.sections, document.get("rules", {}), head["country"]
                ),
                "defaults": tuple(self.defaults),
            },
        )
        files = self._files(document.get("files", {}))
        if self.sections.problems or campaign is None:
            raise TableError(self.sections.problems)
        return CampaignFile(_dated(campaign) if anew else campaign, files)

    def _head(self, given: object, *, anew: bool) -> dict[str, Any]:
        known = ("name", "start", "as_of", "interval", "locked_until", *_CAMPAIGN)
        head = self.sections.values("campaign", given, known)
        if anew and isinstance(given, dict) and "start" not in given:
            self.sections.complain(
                "[campaign] start is missing: without a history nothing else says "
                "which day is the first"
            )
        if isinstance(given, dict) and given and "name" not in given:
            self.sections.complain("[campaign] name is missing")
        usual = {"interval": forecast.USUAL_INTERVAL} if anew else {}
        filled = self._filled("campaign", head, _CAMPAIGN | usual)
        try:
            public_holidays(filled["country"], ())
        except UnknownNameError as error:
            self.sections.complain(f"[campaign] {error}")
        return filled

    def _goal(self, given: object) -> tuple[ServiceGoal, dict[str, Any]]:
        values = self.sections.values("goal", given, (*_GOAL, *_GOAL_OPTIONAL))
        filled = self._filled("goal", values, _GOAL)
        goal = self.sections.build("goal", ServiceGoal, filled)
        if goal is None:
            return ServiceGoal(), dict(_GOAL)
        return goal, filled

    def _shrinkage(self, given: object) -> Shrinkage:
        known = (*_SHRINKAGE, *_SHRINKAGE_OPTIONAL)
        values = self.sections.values("shrinkage", given, known)
        filled = self._filled("shrinkage", values, _SHRINKAGE)
        return self.sections.build("shrinkage", Shrinkage, filled) or Shrinkage()

    def _forecast(self, given: object) -> dict[str, Any]:
        values = self.sections.values("forecast", given, forecast.KEYS)
        filled = self._filled("forecast", values, forecast.DEFAULTS)
        return forecast.read_forecast(self.sections, filled)

    def _files(self, given: object) -> dict[str, Path]:
        section = self.sections.table("files", given)
        self.sections.only("files", section, FILES)
        told = "history" in section or forecast.begins_anew(section)
        # In a store a campaign may begin with nothing and be filled page by page.
        told = told or not self.looks
        if "files" in self.sections.document and not told:
            self.sections.complain(
                "[files] history is missing; for new queues give launches or "
                "contracted instead"
            )
        files = {}
        for name in FILES:
            value = section.get(name)
            if value is None:
                continue
            if not isinstance(value, str):
                self.sections.complain(
                    f"[files] {name} must be a path in quotes, got {value!r}"
                )
                continue
            files[name] = self.path.parent / value
            if self.looks and not files[name].is_file():
                self.sections.complain(f"[files] {name}: there is no file {value!r}")
        self._roster_files(section)
        return files

    def _roster_files(self, section: dict[str, Any]) -> None:
        """Complain about what would steer a roster that is not made."""
        if "agents" not in section:
            for name in ROSTER_FILES:
                if name in section:
                    self.sections.complain(
                        f"[files] {name} is for a roster: give agents and contracts "
                        "too, or leave it out"
                    )
        head = self.sections.document.get("campaign")
        until = isinstance(head, dict) and "locked_until" in head
        if until and "locked" not in section:
            self.sections.complain(
                "[campaign] locked_until says until when a roster stays: give that "
                "roster as [files] locked, or leave locked_until out"
            )

    def _filled(
        self, place: str, values: dict[str, Any], defaults: dict[str, Any]
    ) -> dict[str, Any]:
        self.defaults += [
            f"{place}.{key} = {value}"
            for key, value in defaults.items()
            if key not in values and value != ""
        ]
        return {**defaults, **values}


def _dated(campaign: Campaign) -> Campaign:
    """Take today's date for a plan that no history dates."""
    if campaign.as_of is not None:
        return campaign
    day = forecast.today(campaign.timezone)
    named = (*campaign.defaults, f"campaign.as_of = {day}")
    return replace(campaign, as_of=day, defaults=named)
