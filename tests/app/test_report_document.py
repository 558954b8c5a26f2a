"""The report as a document: one file, nothing outside it, no markup from the data."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from app.reports.markup import joined, tag
from app.reports.texts import LANGUAGES
from tests.app.report_page import Page, report, sample_page, sample_plan

ATTACK = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture
def plan():
    return sample_plan()


@pytest.fixture
def page():
    return sample_page()


def test_the_report_is_one_well_formed_document(page):
    assert page.document.startswith("<!doctype html>\n<html lang=")
    assert not page.open_tags
    assert page.tags.count("html") == page.tags.count("body") == 1
    assert page.tags.count("article") == len(LANGUAGES)


def test_the_report_loads_nothing_and_runs_nothing(page):
    loading = {"script", "link", "img", "iframe", "object", "embed", "image", "use"}
    assert not loading & set(page.tags)
    assert not [
        (name, key)
        for name, key, _ in page.attributes
        if key in {"src", "href", "srcset", "action"} or key.startswith("on")
    ]
    assert not re.search(r"https?:|//\w|@import|url\(", page.document)
    policies = [
        value
        for name, key, value in page.attributes
        if name == "meta"
        and key == "content"
        and value.startswith("default-src 'none';")
    ]
    assert len(policies) == 1


def test_the_report_of_a_plan_of_sample_size_stays_under_300_kb(plan):
    weeks = [
        {**row, "week": f"{year}-{month:02d}-05"}
        for row in plan.summary["weeks"][:3]
        for year in (2026, 2027)
        for month in range(1, 13)
    ]

    document = report(plan, weeks=weeks)

    assert len(document.encode()) < 300_000


def test_the_same_plan_gives_the_same_bytes(plan):
    shuffled = {
        name: plan.tables[name].sample(frac=1, random_state=np.random.default_rng(3))
        for name in ("coverage", "adherence", "requirement")
    }

    assert report(plan) == report(plan)
    assert report(plan, tables=shuffled) == report(plan)


def test_the_report_leaves_the_tables_as_they_are(plan):
    before = {name: frame.copy() for name, frame in plan.tables.items()}

    report(plan)

    for name, frame in plan.tables.items():
        pd.testing.assert_frame_equal(frame, before[name])


def test_every_class_of_the_report_is_known_to_the_style_sheet(page):
    style = page.document.split("<style>")[1].split("</style>")[0]
    used = {
        name
        for _, key, value in page.attributes
        if key == "class"
        for name in value.split()
    }

    assert len(used) > 20
    assert not {name for name in used if not re.search(rf"\.{name}\b", style)}


def test_names_that_hold_markup_come_out_as_text(plan):
    named = {
        name: plan.tables[name].assign(queue=ATTACK)
        for name in ("coverage", "requirement")
    }
    named["adherence"] = plan.tables["adherence"].assign(
        agent=[f"{ATTACK}{place}" for place in range(len(plan.tables["adherence"]))]
    )
    named["requests"] = plan.tables["requests"].assign(
        profile=ATTACK, reason=ATTACK, state=ATTACK, request=ATTACK
    )
    coverage = named["coverage"].drop_duplicates(["queue", "start"])

    page = Page(
        report(
            plan,
            tables={**named, "coverage": coverage},
            campaign=ATTACK,
            client=ATTACK,
            solver=ATTACK,
            queues=[{**row, "queue": ATTACK} for row in plan.summary["queues"]],
            weeks=[{**row, "skill": ATTACK} for row in plan.summary["weeks"]],
            defaults=[ATTACK, f"goal.min_agents = {ATTACK}"],
            notes=[ATTACK],
            absent={ATTACK: ATTACK},
        )
    )

    assert not {"script", "img"} & set(page.tags)
    assert not [key for _, key, _ in page.attributes if key.startswith("on")]
    assert page["es"].count(ATTACK) > 20
    assert page["en"].count(ATTACK) > 20


def test_text_is_escaped_and_markup_is_not():
    inner = tag("b", "a < b")

    assert inner == "<b>a &lt; b</b>"
    assert joined("<i>", inner) == "&lt;i&gt;<b>a &lt; b</b>"
    assert (
        tag("td", inner, title='"&"')
        == '<td title="&quot;&amp;&quot;">' + inner + "</td>"
    )
