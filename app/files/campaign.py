"""Read the campaign file: a few lines of TOML and the paths it names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar

from app.files.toml import read_toml
from wfm.campaign import Campaign
from wfm.demand import Channel, Queue, ServiceGoal, Shrinkage
from wfm.errors import InputError, Problem, TableError

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")
FILES = (
    "history",
    "special_days",
    "opening",
    "agents",
    "contracts",
    "time_off",
    "schedule",
    "states",
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
_GOAL_OPTIONAL = ("max_asa", "max_abandonment")
_SHRINKAGE = {"scheduled": 0.15, "unscheduled": 0.08}
_QUEUE = ("channel", "skill", "aht_s", "patience_s", "concurrency", "goal")
_TEXT, _NUMBER, _WHOLE = str, (int, float), int
_KINDS: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("name", "client", "timezone", "country"), _TEXT),
    **dict.fromkeys(("basis", "occupancy_rule", "window", "channel", "skill"), _TEXT),
    **dict.fromkeys(("days", "interval", "min_agents", "concurrency"), _WHOLE),
    **dict.fromkeys(("service_level", "threshold", "max_occupancy"), _NUMBER),
    **dict.fromkeys(("max_asa", "max_abandonment", "aht_s", "patience_s"), _NUMBER),
    **dict.fromkeys(("scheduled", "unscheduled"), _NUMBER),
    "start": date,
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
    Read a campaign file; paths in it are relative to it.

    Raises
    ------
    StoreError
        If it cannot be read.
    TableError
        With everything that is wrong in it.
    """
    return _Reader(path, read_toml(path)).read()


@dataclass(slots=True)
class _Reader:
    """Collects problems while it reads, so that all are told at once."""

    path: Path
    document: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)
    defaults: list[str] = field(default_factory=list)

    def read(self) -> CampaignFile:
        self._known("", self.document, (*_SECTIONS,))
        for section in ("campaign", "files", "goal"):
            if section not in self.document:
                self._problem(f"section [{section}] is missing")
        head = self._section("campaign", ("name", "start", "interval", *_CAMPAIGN))
        if "name" not in head and "campaign" in self.document:
            self._problem("[campaign] name is missing")
        goal_values = self._goal_values("goal", self.document.get("goal", {}))
        goal = self._build(
            "[goal]", ServiceGoal, self._filled("goal", goal_values, _GOAL)
        )
        shrinkage = self._section("shrinkage", tuple(_SHRINKAGE))
        files = self._files()
        queues = self._queues(self._filled_silently(goal_values, _GOAL))
        rules = self.document.get("rules", {})
        campaign = self._build(
            "[campaign]",
            Campaign,
            {
                "name": "",
                **self._filled("campaign", head, _CAMPAIGN),
                "goal": goal or ServiceGoal(),
                "shrinkage": self._build(
                    "[shrinkage]",
                    Shrinkage,
                    self._filled("shrinkage", shrinkage, _SHRINKAGE),
                )
                or Shrinkage(),
                "queues": queues,
                "rules": rules,
                "defaults": tuple(self.defaults),
            },
        )
        if self.problems or campaign is None:
            raise TableError(self.problems)
        return CampaignFile(campaign, files)

    def _files(self) -> dict[str, Path]:
        section = self._table("files", self.document.get("files", {}))
        self._known("files", section, FILES)
        if "files" in self.document and "history" not in section:
            self._problem("[files] history is missing")
        files = {}
        for name, value in section.items():
            if not isinstance(value, str):
                self._problem(f"[files] {name} must be a path in quotes, got {value!r}")
                continue
            files[name] = self.path.parent / value
            if name in FILES and not files[name].is_file():
                self._problem(f"[files] {name}: there is no file {value!r}")
        return files

    def _queues(self, goal: dict[str, Any]) -> dict[str, Queue]:
        queues = {}
        for name, given in self._table(
            "queues", self.document.get("queues", {})
        ).items():
            place = f"queues.{name}"
            values = self._typed(place, self._table(place, given), _QUEUE)
            own = {**goal, **self._goal_values(f"{place}.goal", values.pop("goal", {}))}
            if values.get("channel", "voice") not in list(Channel):
                self._problem(
                    f"[{place}] channel must be one of {', '.join(Channel)}, got "
                    f"{values.pop('channel')!r}"
                )
            if "channel" in values:
                values["channel"] = Channel(values["channel"])
            built = self._build(f"[{place}.goal]", ServiceGoal, own)
            queue = self._build(
                f"[{place}]", Queue, {**values, "name": name, "goal": built}
            )
            if built is not None and queue is not None:
                queues[name] = queue
        return queues

    def _section(self, name: str, known: tuple[str, ...]) -> dict[str, Any]:
        return self._typed(name, self._table(name, self.document.get(name, {})), known)

    def _goal_values(self, place: str, given: object) -> dict[str, Any]:
        return self._typed(place, self._table(place, given), (*_GOAL, *_GOAL_OPTIONAL))

    def _table(self, place: str, given: object) -> dict[str, Any]:
        if isinstance(given, dict):
            return given
        self._problem(f"[{place}] must be a section, got {given!r}")
        return {}

    def _typed(
        self, place: str, values: dict[str, Any], known: tuple[str, ...]
    ) -> dict[str, Any]:
        self._known(place, values, known)
        right = {}
        for key, value in values.items():
            kind = _KINDS.get(key)
            wrong = kind is not None and not isinstance(value, kind)
            if wrong or isinstance(value, bool | datetime):
                self._problem(f"[{place}] {key} = {value!r} is not {_said(kind)}")
            else:
                right[key] = value
        return {key: value for key, value in right.items() if key in known}

    def _known(
        self, place: str, values: dict[str, Any], known: tuple[str, ...]
    ) -> None:
        for key in values:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                hint = f"; did you mean {near[0]!r}?" if near else ""
                self._problem(
                    f"{f'[{place}] ' if place else ''}{key} is not known{hint}"
                )

    def _filled(
        self, place: str, values: dict[str, Any], defaults: dict[str, Any]
    ) -> dict[str, Any]:
        self.defaults += [
            f"{place}.{key} = {value}"
            for key, value in defaults.items()
            if key not in values and value != ""
        ]
        return self._filled_silently(values, defaults)

    @staticmethod
    def _filled_silently(
        values: dict[str, Any], defaults: dict[str, Any]
    ) -> dict[str, Any]:
        return {**defaults, **values}

    def _build(self, place: str, kind: type[T], values: dict[str, Any]) -> T | None:
        try:
            return kind(**values)
        except InputError as error:
            self._problem(f"{place} {error}")
            return None

    def _problem(self, message: str) -> None:
        self.problems.append(Problem(self.path.name, message))


_SECTIONS = ("campaign", "files", "goal", "shrinkage", "queues", "rules")


def _said(kind: type | tuple[type, ...] | None) -> str:
    names = {str: "text in quotes", int: "a whole number", date: "a date"}
    return names.get(kind, "a number") if isinstance(kind, type) else "a number"
