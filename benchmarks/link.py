"""The link drops while a pupil answers: when does her answer reach the box, in a real browser?"""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Browser, Page, Response

from benchmarks import kolibri
from benchmarks.box import Box

PATIENCE_SECONDS = 60
OFFLINE_SECONDS = 3
SCREEN = {"width": 1280, "height": 800}


def after_the_link(box: Box, browser: Browser) -> str:
    """Say when our box had an answer that was given while the link was down."""
    question = box.questions(1)[0][0]
    address = f"http://127.0.0.1:{box.started.port}"
    context = browser.new_context(viewport=SCREEN)
    cookies = box.browsers[0].cookies.items()
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies])
    page = context.new_page()
    page.goto(address + question.address)
    page.fill("input[name=answer]", question.right)
    told = _seconds(page, lambda: page.click("main form button[type=submit]"), "/pratique/gardees")
    context.close()
    return told


def after_the_link_of_kolibri(session: kolibri.Session, node: str, browser: Browser) -> str:
    """Say the same of Kolibri's own exercise page."""
    context = browser.new_context(viewport=SCREEN, locale="fr-FR")
    cookies = {"kolibri": session.kolibri, "kolibri_csrftoken": session.csrf}
    context.add_cookies(
        [{"name": name, "value": value, "url": kolibri.ADDRESS} for name, value in cookies.items()]
    )
    page = context.new_page()
    page.goto(f"{kolibri.ADDRESS}{kolibri.LEARN}#/topics/c/{node}")
    page.wait_for_selector(".keypad-input", timeout=PATIENCE_SECONDS * 1000)
    page.wait_for_load_state("networkidle")
    asked = re.search(r"(\d+) \+ (\d+)", page.inner_text(".perseus-renderer"))
    assert asked is not None
    page.click(".keypad-input")
    page.keyboard.type(str(int(asked[1]) + int(asked[2])))
    page.click('[aria-label="Dismiss"]')  # the keypad would cover the button
    told = _seconds(page, lambda: page.click("text=/^vérifier$/i"), "/api/logger/trackprogress/")
    context.close()
    return told


def _seconds(page: Page, answer: Callable[[], None], path: str) -> str:
    """Answer without a link, bring it back, and wait for the request that brings the answer."""
    arrived: list[float] = []

    def heard(response: Response) -> None:
        if path in response.url and response.request.method != "GET" and response.ok:
            arrived.append(time.perf_counter())

    page.context.set_offline(True)
    answer()
    page.wait_for_timeout(OFFLINE_SECONDS * 1000)
    page.on("response", heard)
    page.context.set_offline(False)
    back = time.perf_counter()
    while not arrived and time.perf_counter() - back < PATIENCE_SECONDS:
        page.wait_for_timeout(200)
    return f"after {arrived[0] - back:.1f} s" if arrived else f"not within {PATIENCE_SECONDS} s"
