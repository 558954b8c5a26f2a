"""A report as a browser finds it, and plans to report on."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

import pandas as pd

from app.reports.plan import plan_report
from tests.app.plan_folder import PlanFolder, plan_folder

TABLES = (
    "forecast",
    "requirement",
    "coverage",
    "schedule",
    "shifts",
    "simulation",
    "adherence",
    "requests",
)
VOID = ("input", "meta")


@dataclass
class Page(HTMLParser):
    """What a browser would find in a report."""

    document: str
    tags: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str, str | None]] = field(default_factory=list)
    words: dict[str, list[str]] = field(default_factory=dict)
    bad: list[str] = field(default_factory=list)
    open_tags: list[tuple[str, dict]] = field(default_factory=list)

    def __post_init__(self):
        super().__init__()
        self.feed(self.document)
        self.close()

    def __getitem__(self, language: str) -> str:
        """Text of one edition, every run of spaces a single plain space."""
        return " ".join(" ".join(self.words[language]).split())

    @property
    def warnings(self) -> list[str]:
        """Texts in red."""
        return [" ".join(text.split()) for text in self.bad]

    def handle_starttag(self, name, attrs):
        self.tags.append(name)
        self.attributes += [(name, key, value) for key, value in attrs]
        if name not in VOID:
            self.open_tags.append((name, dict(attrs)))

    def handle_endtag(self, name):
        assert self.open_tags.pop()[0] == name

    def handle_data(self, data):
        for name, attrs in self.open_tags:
            if name == "article":
                self.words.setdefault(attrs["lang"], []).append(data)
            if "bad" in (attrs.get("class") or "").split():
                self.bad.append(data)


@lru_cache(maxsize=1)
def sample_plan() -> PlanFolder:
    """Plan of three queues and fourteen days."""
    return plan_folder()


@lru_cache(maxsize=1)
def sample_page() -> Page:
    """Report of the sample plan."""
    return Page(report(sample_plan()))


def report(plan, *, without=(), tables=None, **changes) -> str:
    """Report of a plan with some of its tables and figures changed."""
    chosen = {**plan.tables, **(tables or {})}
    for name in without:
        del chosen[name]
    return plan_report({**plan.summary, **changes}, chosen)


def coverage_of(*rows) -> pd.DataFrame:
    """Coverage table of (queue, time, required, scheduled)."""
    frame = pd.DataFrame(rows, columns=["queue", "start", "required", "scheduled"])
    start = pd.to_datetime(frame["start"]).dt.as_unit("us")
    difference = frame["required"] - frame["scheduled"]
    return frame.assign(
        start=start.dt.tz_localize("America/Bogota"),
        day=start.dt.normalize(),
        short=difference.clip(lower=0),
        over=(-difference).clip(lower=0),
    )
