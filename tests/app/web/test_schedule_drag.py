"""Shifts dragged in a real browser: by mouse, by keys, refused, undone and redone."""

from __future__ import annotations

import shutil

import pytest

from app.storage.engine import Store
from tests.app.web.browsing import Watch, served, until
from tests.app.web.test_schedule_page import Page

pytestmark = pytest.mark.browser

BAR = "#schedule-board-lanes .board-shift"
# Begin and end of the first shift that an agent has on the page.
TIMES = """agent => [...document.querySelectorAll('#schedule-board-lanes .board-shift')]
    .map(e => e.aforoShift).filter(s => s && s.agent === agent)
    .map(s => [s.shift.b, s.shift.e, s.shift.p.map(p => p.slice(0, 3))])[0]"""
PAUSES = """agent => window.aforoBoard.data().rows.find(r => r.a === agent)
    .s[0].p.filter(p => p[2] === 'break')[0][0]"""


@pytest.fixture
def planner(tmp_path, request, chromium):
    """Page of a planner over a campaign of its own."""
    path = tmp_path / "aforo.db"
    shutil.copy(request.getfixturevalue("_ready_file"), path)
    url = f"sqlite:///{path}"
    store = Store(url)
    world = Page(store, tmp_path, url)
    with served(world.site) as address:
        watch = Watch(chromium, address, "paula")
        watch.as_visitor()
        watch.open(f"/c/{world.key}/schedule", BAR)
        yield watch
        watch.context.close()
    store.close()


def drag(page, agent, part, by):
    """Drag a part of the agent's first shift by a number of minutes."""
    place = """([agent, part]) => {
        const lanes = document.querySelector('#schedule-board-lanes');
        const bar = [...lanes.querySelectorAll('.board-shift')]
            .find(e => e.aforoShift?.agent === agent);
        const box = (part ? bar.querySelector(part) : bar).getBoundingClientRect();
        const span = window.aforoBoard.data().window;
        return [box.left, box.top + box.height / 2, box.width,
            lanes.clientWidth / (span[1] - span[0])];
    }"""
    left, top, width, scale = page.evaluate(place, [agent, part])
    x = left + (width / 2 if part else 20)
    page.mouse.move(x, top)
    page.mouse.down()
    page.mouse.move(x + by * scale, top, steps=4)
    page.locator(".board-ghost").wait_for()
    assert page.locator(".board-label").inner_text()
    page.mouse.up()


@pytest.mark.slow
def test_a_planner_drags_a_shift_and_a_break_and_takes_it_back(planner):
    page = planner.page
    agent = page.evaluate("window.aforoBoard.shown()[1].a")
    begin, end, _ = page.evaluate(TIMES, agent)
    moved = f"([a, b]) => {{ const t = ({TIMES})(a); return t && t[0] === b; }}"

    drag(page, agent, "", 64)

    until(page, moved, [agent, begin + 60])
    page.wait_for_selector("#schedule-dock-said > span")
    assert page.evaluate(TIMES, agent)[:2] == [begin + 60, end + 60]

    pause = page.evaluate(PAUSES, agent)
    drag(page, agent, ".board-pause", 17)
    until(page, f"([a, b]) => ({PAUSES})(a) === b", [agent, pause + 15])

    drag(page, agent, ".board-pause", 90)
    page.locator("#schedule-dock-refusal", has_text="almuerzo").wait_for()
    until(page, "document.querySelector('.board-ghost') === null")
    assert page.evaluate(PAUSES, agent) == pause + 15

    page.keyboard.press("Control+z")
    until(page, f"([a, b]) => ({PAUSES})(a) === b", [agent, pause])
    page.keyboard.press("Control+z")
    until(page, moved, [agent, begin])
    page.keyboard.press("Control+y")
    until(page, moved, [agent, begin + 60])

    bar = page.locator(f"{BAR}[aria-label*='{agent} ']").first
    bar.focus()
    page.keyboard.press("ArrowLeft")
    until(page, moved, [agent, begin + 30])
    planner.check_quiet()
