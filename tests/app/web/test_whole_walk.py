"""From a history file to an agent's telephone, in a browser, with a real worker."""

from __future__ import annotations

import re
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.config import Settings
from app.jobs.plan import PLAN as PLAN_JOB
from app.jobs.supervise import start_worker
from app.services.access import COMMAND_LINE, Role
from app.services.accounts.changes import NewAccount, add_account
from app.services.accounts.scopes import Scope
from app.services.campaigns.stored import add_campaign
from app.storage.engine import Store
from app.storage.schema.audit import AUDIT, AUDIT_DETAIL
from app.storage.schema.jobs import JOB
from app.storage.upgrade import upgrade
from app.web import Site
from tests.app.jobs.workers import everything
from tests.app.web.browsing import PHONE, Watch, served, until
from tests.app.web.world import CANARIES, PASSWORD, put_canaries

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KEY, AGENT = "hogar", "A001"
QUEUES = {"ventas": 14, "chat": 6}
WEEKDAYS, HOURS = range(6), range(8, 18)
CAMPAIGN = """[campaign]
name = "Soporte hogar"
start = {start}
days = 7
[files]
history = "history.csv"
opening = "opening.csv"
agents = "agents.csv"
contracts = "contracts.csv"
[goal]
service_level = 0.80
"""
CONTRACTS = (
    "contract,weekly_minutes,min_day_minutes,max_day_minutes,min_days,max_days,regime\n"
    "42h,2520,240,540,1,6,ordinary\n"
)
PLAN_MS = 180_000


def intervals(first, weeks):
    """Rows of a history: queue, start, contacts."""
    for number in range(7 * weeks):
        day = first + timedelta(days=number)
        if day.weekday() not in WEEKDAYS:
            continue
        for queue, usual in QUEUES.items():
            for hour in HOURS:
                for minute in (0, 30):
                    contacts = usual + (day.weekday() + 3 * hour + minute // 10) % 5
                    yield queue, f"{day} {hour:02d}:{minute:02d}", contacts


def campaign_file(folder, start, known_from):
    """Campaign of ten agents, with the first week of its history."""
    rows = intervals(known_from, 1)
    people = [
        f"A{n:03d},Persona {n},42h,ventas;chat,{'Norte' if n % 2 else 'Sur'}"
        for n in range(1, 11)
    ]
    opening = [f"{q},{d},08:00,18:00" for q in QUEUES for d in WEEKDAYS]
    tables = {
        "history": [
            "queue,start,offered,aht_s",
            *(f"{q},{s},{n},240" for q, s, n in rows),
        ],
        "agents": ["agent,name,contract,skills,team", *people],
        "opening": ["queue,weekday,open,close", *opening],
    }
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    (folder / "contracts.csv").write_text(CONTRACTS, encoding="utf-8")
    path = folder / "campaign.toml"
    path.write_text(CAMPAIGN.format(start=start), encoding="utf-8")
    return path


def switch_file(folder, first):
    """What a switch exports of three weeks, with two rows that nobody can read."""
    rows = [f"{q},{s},{n},240" for q, s, n in intervals(first, 3)]
    bad = [f"ventas,{first:%Y-%m}-32 08:00,9,240", f"chat,{first} 07:00,muchas,240"]
    path = folder / "central.csv"
    text = "\n".join(["bandeja,inicio,cantidad x,tmo", *rows, *bad, ""])
    path.write_text(text, encoding="utf-8")
    return path, len(rows)


class Centre:
    """A store with a campaign and two accounts, served, and a worker beside it."""

    def __init__(self, store, url, folder):
        today = date.today()  # noqa: DTZ011 - the plan begins next week, in any zone
        self.start = today + timedelta(days=7 - today.weekday())
        first = self.start - timedelta(weeks=5)
        file = campaign_file(folder, self.start, first)
        number = add_campaign(store, COMMAND_LINE, file, key=KEY)
        put_canaries(store, number)
        self.store = store
        self.file, self.rows = switch_file(folder, first + timedelta(weeks=1))
        scopes = {
            Role.PLANNER: Scope(KEY),
            Role.AGENT: Scope(KEY, agent=AGENT),
        }
        for role, scope in scopes.items():
            new = NewAccount(name=role.value, role=role, scopes=(scope,))
            add_account(store, COMMAND_LINE, new, PASSWORD)
        self.site = Site(store, Settings(database=url), jobs=True)


@contextmanager
def working(url):
    """Have the worker that the server starts beside itself."""
    supervisor = start_worker(url)
    try:
        yield
    finally:
        supervisor.stop()


@pytest.fixture
def centre(tmp_path):
    url = f"sqlite:///{tmp_path / 'aforo.db'}"
    store = Store(url)
    upgrade(store)
    made = Centre(store, url, tmp_path)
    with working(url), served(made.site) as made.address:
        yield made
    store.close()


def path(page):
    return f"/c/{KEY}/{page}"


def import_history(watch, centre):
    """Choose the file, say which column is which, leave the two bad rows out."""
    page = watch.open(path("history"), "#history-standing")
    page.set_input_files("#import-history-file input[type=file]", str(centre.file))
    page.wait_for_selector("#import-history-look", state="attached")
    assert page.locator("#import-history-send").is_disabled()
    for field, header in (("queue", "bandeja"), ("offered", "cantidad x")):
        page.click(f"#import-history-column-{field}")
        page.get_by_role("option", name=header, exact=True).click()
    page.click("#import-history-look")
    until(page, "!document.querySelector('#import-history-send').disabled")
    assert page.locator(".import-count .bad").inner_text().startswith("2")
    page.fill("#import-history-reason", "central nueva")
    page.click("#import-history-send")
    until(page, "document.querySelector('#import-history-send') === null")
    said = page.locator("#import-history-body").inner_text()
    assert str(centre.rows) in said.replace(".", "")


def plan(watch):
    """Start the plan from the page of the forecast and follow it to its draft."""
    page = watch.open(path("forecast"), "#forecast-anew")
    page.get_by_text("Todavía no hay plan").wait_for()
    page.click("#forecast-anew")
    card = page.locator("#forecast-job .job-body")
    # Told as it goes, not only at the end.
    page.wait_for_selector("#forecast-job [role=progressbar]", state="attached")
    seen = set()

    def ended():
        seen.add(card.inner_text())
        return not page.locator("#forecast-job [role=progressbar]").count()

    for _ in range(PLAN_MS // 250):
        if ended():
            break
        page.wait_for_timeout(250)
    assert "Terminado" in card.inner_text(), seen
    assert len(seen) > 2, seen
    # The draft comes by itself, without loading the page anew.
    page.wait_for_selector("#forecast-chart .scatterlayer .trace", state="attached")


def ask_what_if(watch):
    """Move the goal of the service level and read another answer."""
    page = watch.open(path("staffing"), "#staffing-chart .scatterlayer .trace")
    answer = page.locator("#staffing-if-answer")
    answer.locator(".kpi-value").first.wait_for()
    before = answer.inner_text()
    page.locator("#staffing-if-service-level [role=slider]").focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    said = "b => document.querySelector('#staffing-if-answer').innerText !== b"
    until(page, said, before)


def edit_and_publish(watch):
    """Let the agent's first shift begin otherwise; give its new beginning and end."""
    page = watch.open(path("schedule"), ".board-shift")
    page.locator("button.gantt-name", has_text=AGENT).click()
    title = page.locator("#schedule-drawer-body .card-title")
    title.wait_for()
    hours = re.findall(r"(\d\d):(\d\d)", title.inner_text())
    (begin, minute), (end, _) = hours[-2:]
    moved = int(begin) + (1 if int(end) < HOURS[-1] else -1)
    page.locator("#schedule-to-start input").first.fill(f"{moved:02d}")
    page.click("#schedule-apply-times")
    page.wait_for_selector("#schedule-verdict > *")
    page.fill("#schedule-reason", "cita médica")
    page.click("#schedule-save")
    until(page, "document.querySelector('#schedule-verdict').children.length === 0")
    page.keyboard.press("Escape")
    page.click("#schedule-publish")
    page.fill("#schedule-publish-reason", "semana nueva")
    page.click("#schedule-publish-now")
    page.get_by_text("Publicada: desde ahora la ven los asesores.").wait_for()
    return f"{moved:02d}:{minute}"


@pytest.fixture
def enter(chromium, centre):
    """Log somebody in; everybody is gone before the server is."""
    watches = []

    def entered(role, **how):
        watches.append(Watch(chromium, centre.address, role.value))
        return watches[-1].as_visitor(**how)

    yield entered
    for watch in watches:
        watch.context.close()


def left_in(store):
    """Everything that jobs, the trail and DBOS keep, as text."""
    with store.reading() as connection:
        rows = [
            connection.execute(select(table)).all()
            for table in (JOB, AUDIT, AUDIT_DETAIL)
        ]
    return repr(rows) + everything(store, dbos_only=True)


def test_a_file_becomes_a_plan_that_an_agent_reads_on_a_telephone(
    enter, centre, capfd, caplog
):
    agent, planner = enter(Role.AGENT, screen=PHONE), enter(Role.PLANNER)
    import_history(planner, centre)
    plan(planner)
    ask_what_if(planner)
    # A draft is nobody's business yet.
    agent.open("/my", "#my-body")
    assert not agent.page.locator(".my-month").count()

    begins = edit_and_publish(planner)

    agent.open("/my", ".my-month")
    day = agent.page.locator(".my-month td.works").first.inner_text()
    assert begins in day
    assert "A002" not in agent.page.content()
    planner.check_quiet()
    agent.check_quiet()
    # The worker writes to the same standard error as the server.
    kept = left_in(centre.store) + "".join(capfd.readouterr()) + caplog.text
    assert PLAN_JOB.name in kept
    assert not [canary for canary in CANARIES if canary in kept]
