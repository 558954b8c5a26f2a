"""A real browser on the pages: who is logged in, what it asks for and complains of."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from app.services.access import Role
from app.web.server import make_server
from tests.app.web.world import NEAR, PASSWORD

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 20_000
DESK, PHONE = (1440, 900), (390, 844)
PLACE = f"/c/{NEAR}/"
# What must be there before a page counts as drawn, by who opens it.
DRAWN = {
    Role.OPERATIONS_DIRECTOR: {
        "/": ".board",
        "/campaigns": "#campaigns-list",
        f"{PLACE}history": "#history-standing",
        f"{PLACE}forecast": "#forecast-chart .scatterlayer .trace",
        f"{PLACE}staffing": "#staffing-chart .scatterlayer .trace",
        f"{PLACE}schedule": ".board-shift",
        f"{PLACE}adherence": "#adherence-grid .ag-row",
        f"{PLACE}requests": "#requests-chart .barlayer .trace",
        f"{PLACE}settings": "#settings-save",
        "/admin/jobs": "#jobs-grid .ag-root",
        "/admin/rules": "#rules-table table",
        "/admin/audit": "#audit-table table",
    },
    Role.PLANNER: {f"{PLACE}people": "#people-grid .ag-row"},
    Role.AGENT: {"/my": ".my-month"},
    Role.ADMINISTRATOR: {
        "/admin/accounts": "#accounts-list table",
        "/admin/backups": "#backups-list",
    },
}
PAGES = {path: drawn for pages in DRAWN.values() for path, drawn in pages.items()}
FORECAST, ADHERENCE, ROSTER, REQUESTS = (
    PLACE + name for name in ("forecast", "adherence", "schedule", "requests")
)


@contextmanager
def served(site):
    """Where the app of a site answers; it stops with the context."""
    server = make_server(site, "127.0.0.1", 0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        # Closed from its own loop, which then has nothing left to wait for.
        server.trigger.pull_trigger(server.close)
        thread.join(timeout=10)


def until(page, holds, arg=None, patience=PATIENCE):
    """Wait for a fact of the page; the page's policy forbids Playwright's own way."""
    deadline = time.monotonic() + patience / 1000
    while not page.evaluate(holds, arg):
        assert time.monotonic() < deadline, holds
        page.wait_for_timeout(50)


class Watch:
    """A logged-in page and everything it complained about or asked for."""

    def __init__(self, browser, address, name):
        self.address = address
        self.context = browser.new_context(locale="es-CO", accept_downloads=True)
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.complaints, self.asked = [], set()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._asked)
        self.page.goto(address + "/login")
        self.page.fill("#name", name)
        self.page.fill("#password", PASSWORD)
        self.page.click("button[type=submit]")
        self.page.wait_for_selector("h1")

    def _heard(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _asked(self, request):
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob"):
            self.asked.add((parts.hostname, parts.path))

    def as_visitor(self, language="es", theme="light", screen=DESK):
        """Set what the browser says of its visitor."""
        chosen = {"aforo-language": language, "aforo-theme": theme}
        self.context.add_cookies(
            [
                {"name": name, "value": value, "url": self.address}
                for name, value in chosen.items()
            ]
        )
        self.on_screen(screen)
        return self

    def on_screen(self, screen):
        """Change the window."""
        self.page.set_viewport_size({"width": screen[0], "height": screen[1]})

    def open(self, path, drawn):
        """Load a page by its address and wait for a part of it that is drawn last."""
        self.page.goto(self.address + path)
        self.page.wait_for_selector(drawn, state="attached")
        return self.page

    def check_quiet(self):
        """Nothing complained, nobody else was asked, the policy was kept."""
        complaints, self.complaints = self.complaints, []
        assert complaints == []
        assert {host for host, _ in self.asked} == {"127.0.0.1"}
        assert "/csp" not in {path for _, path in self.asked}


class Visit(Watch):
    """A watched page that knows when each page of ours is drawn."""

    def open(self, path, drawn=None):
        """Load a page by its address and wait until it is drawn."""
        return super().open(path, drawn or PAGES[path])

    def drawn(self, path):
        """Wait until a page is drawn."""
        self.page.wait_for_selector(PAGES[path], state="attached")
