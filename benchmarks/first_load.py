"""What a browser that is new here fetches until a chart is drawn, and how long."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_PATIENCE_MS = 60_000
_DRAWN = ".js-plotly-plot .main-svg"


@dataclass(frozen=True)
class Loaded:
    """
    A load of a page.

    Attributes
    ----------
    seconds : float
        Until the chart was drawn, or the page was there.
    bytes : int
        Sent by the server, headers and all, as compressed as it sends them.
    requests : int
        How many.
    """

    seconds: float
    bytes: int
    requests: int


def first_loads(
    chromium: str, address: str, page_path: str, account: tuple[str, str]
) -> dict[str, Loaded]:
    """
    Load the log-in page and a first page, cold; then another page and the same again.

    Parameters
    ----------
    chromium : str
        Program.
    address, page_path : str
        Of the server, and of a page with a chart.
    account : (str, str)
        Name and password.

    Returns
    -------
    dict of str to Loaded
        By what was loaded.
    """
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a tool of tests

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        try:
            return _loads(browser, address, page_path, account)
        finally:
            browser.close()


def _loads(
    browser: Browser, address: str, page_path: str, account: tuple[str, str]
) -> dict[str, Loaded]:
    page = browser.new_page()
    page.set_default_timeout(_PATIENCE_MS)
    counted = _Counter(page)
    loads = {}

    page.goto(f"{address}/login?next={page_path}")
    loads["log-in page, cold"] = counted.lap()
    page.fill("#name", account[0])
    page.fill("#password", account[1])
    counted.lap()
    page.click("button[type=submit]")
    page.wait_for_selector(_DRAWN, state="attached")
    loads["first page from the log-in, cold"] = counted.lap()
    other = page_path.rpartition("/")[0] + "/staffing"
    page.click(f"nav a[href='{other}']")
    page.wait_for_selector(".staffing-page .main-svg", state="attached")
    loads["change to another page"] = counted.lap()
    page.goto(address + page_path)
    page.wait_for_selector(_DRAWN, state="attached")
    loads["the page again"] = counted.lap()
    return loads


class _Counter:
    """Time and bytes since the last lap."""

    def __init__(self, page: Page) -> None:
        self._bytes = self._requests = 0
        self._begun = time.perf_counter()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._finished)

    def _finished(self, event: dict[str, Any]) -> None:
        self._bytes += int(event["encodedDataLength"])
        self._requests += 1

    def lap(self) -> Loaded:
        now = time.perf_counter()
        loaded = Loaded(now - self._begun, self._bytes, self._requests)
        self._begun, self._bytes, self._requests = now, 0, 0
        return loaded
