"""Rows: when a page is usable on a slow phone on a slow line: a real Chromium, slowed by its own tools."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from benchmarks.bench import Bench
from benchmarks.table import Row, at_most

OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SCREEN = {"width": 360, "height": 640}
SLOW_LINE = {
    "offline": False,
    "latency": 400,  # ms
    "downloadThroughput": 400_000 / 8,  # bytes a second
    "uploadThroughput": 400_000 / 8,
}
SLOWER_CPU = 6
VISITS = 3
PATIENCE_MS = 120_000
QUIET_MS = 500


@dataclass(frozen=True)
class Visit:
    """A first visit: when it could be used, what it asked for and how much came."""

    usable_seconds: float
    requests: int
    wire_kb: float


def browsing(bench: Bench) -> Iterator[Row]:
    """Yield when the front page and an exercise can be used."""
    box = bench.box
    question = box.questions(1)[0][0].address
    pages = (
        ("the front page", "/", "main h1", {}),
        ("an exercise", question, "main form button[type=submit]", box.browsers[0].cookies),
    )
    with chromium() as browser:
        for what, path, usable, cookies in pages:
            address = f"http://127.0.0.1:{box.started.port}{path}"
            visit = first_visit(browser, address, usable, cookies)
            long = f"{what} usable at 400 kbit/s, 400 ms, CPU ×6"
            yield at_most(long, visit.usable_seconds, "s", 1.5, digits=2)
            yield Row(f"{what}, first visit", f"{visit.requests} requests, {visit.wire_kb:.0f} KB")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=OPTIONS)
        try:
            yield browser
        finally:
            browser.close()


def first_visit(
    browser: Browser, address: str, usable: str, cookies: dict[str, str], slowly: bool = True
) -> Visit:
    """Return the median of visits with nothing kept; `usable` is what must be seen (CSS)."""
    seen = []
    for _ in range(VISITS):
        context = browser.new_context(
            viewport=SCREEN, device_scale_factor=2, is_mobile=True, has_touch=True, locale="fr-FR"
        )
        here = [{"name": name, "value": value, "url": address} for name, value in cookies.items()]
        context.add_cookies(here)
        seen.append(_visit(context, address, usable, slowly))
        context.close()
    return Visit(
        median(one.usable_seconds for one in seen),
        round(median(one.requests for one in seen)),
        median(one.wire_kb for one in seen),
    )


def _visit(context: BrowserContext, address: str, usable: str, slowly: bool) -> Visit:
    page = context.new_page()
    tools = context.new_cdp_session(page)
    came = _counted(tools)
    if slowly:
        tools.send("Network.emulateNetworkConditions", SLOW_LINE)
        tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})
    began = time.perf_counter()
    page.goto(address, wait_until="commit", timeout=PATIENCE_MS)
    page.wait_for_selector(usable, state="visible", timeout=PATIENCE_MS)
    took = time.perf_counter() - began
    _quiet(page)
    return Visit(took, len(came), sum(came.values()) / 1000)


def _counted(tools: CDPSession) -> dict[str, float]:
    """Return what will hold the bytes of each request, by its id in the browser."""
    came: dict[str, float] = {}
    tools.send("Network.enable")

    def asked(event: dict) -> None:  # type: ignore[type-arg]
        if event["request"]["url"].startswith("http"):
            came[event["requestId"]] = 0

    def ended(event: dict) -> None:  # type: ignore[type-arg]
        if event["requestId"] in came:
            came[event["requestId"]] = event["encodedDataLength"]

    tools.on("Network.requestWillBeSent", asked)
    tools.on("Network.loadingFinished", ended)
    return came


def _quiet(page: Page) -> None:
    page.wait_for_load_state("networkidle", timeout=PATIENCE_MS)
    page.wait_for_timeout(QUIET_MS)
