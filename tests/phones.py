"""Two phones with the same few gestures: today's Chromium by Playwright, and a real Chromium 69.

A journey is written once against these gestures and walked on both.
"""

import json
import os
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).parent
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Phone:
    """A phone of today, driven by Playwright; with or without scripts."""

    def __init__(self, page, school):
        self.page = page
        self.school = school

    def go(self, path):
        self.page.goto(self.school + path)

    def tap(self, selector):
        """Touch a link or a button that leads to another page, and wait until that page stands."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def write(self, selector, text):
        self.page.locator(selector).first.fill(text)

    def choose(self, selector, value):
        self.page.locator(selector).first.select_option(value)

    def mark(self, selector):
        """Tick a radio or a checkbox; the card over it is what a finger touches."""
        self.page.locator(selector).first.check(force=True)

    def attributes(self, selector, name):
        return [found.get_attribute(name) for found in self.page.locator(selector).all()]

    def has(self, selector):
        return self.page.locator(selector).count() > 0

    def text(self, selector="main"):
        return " ".join(self.page.locator(selector).first.inner_text().split())

    @property
    def path(self):
        return urlsplit(self.page.url).path

    def picture(self, path):
        self.page.screenshot(path=path)


class OldPhone:
    """A real Chromium 69, as phones that never update still carry (x86-64 here, no H.264)."""

    def __init__(self, school, width=320, height=480):
        self.school = school
        self.address = ""
        self.errors = []
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_DISABLE_SANDBOX": "1"}
        self.engine = subprocess.Popen(
            [
                HERE / "setup/.old-browser/bin/python",
                HERE / "browser/old_engine.py",
                str(width),
                str(height),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            text=True,
        )

    def close(self):
        self.engine.stdin.close()
        self.engine.wait(10)
        self.engine.stdout.close()

    def _tell(self, order):
        self.engine.stdin.write(json.dumps(order) + "\n")
        self.engine.stdin.flush()
        answer = json.loads(self.engine.stdout.readline())
        self.address = answer.get("address", self.address)
        self.errors = answer.get("errors", self.errors)
        return answer.get("value")

    def _on(self, selector, what):
        found = self._tell(
            {"run": f"(function(e){{ if (!e) return false; {what}; return true; }}({_first(selector)}))"}
        )
        assert found, f"{selector} is not on {self.address}"

    def go(self, path):
        self._tell({"go": self.school + path})

    def tap(self, selector):
        self._on(selector, "e.click()")

    def write(self, selector, text):
        self._on(selector, f"e.value = {json.dumps(text)}")

    def choose(self, selector, value):
        self._on(selector, f"e.value = {json.dumps(value)}")

    def mark(self, selector):
        self._on(selector, "e.checked = true")

    def attributes(self, selector, name):
        script = f"""[].map.call(document.querySelectorAll({json.dumps(selector)}),
            function (e) {{ return e.getAttribute({json.dumps(name)}); }})"""
        return self._tell({"run": script})

    def has(self, selector):
        return self._tell({"run": f"document.querySelector({json.dumps(selector)}) !== null"})

    def text(self, selector="main"):
        return " ".join((self._tell({"run": f"{_first(selector)}.innerText"}) or "").split())

    @property
    def path(self):
        return urlsplit(self.address).path

    def picture(self, path):
        self._tell({"picture": str(path)})


def _first(selector):
    return f"document.querySelector({json.dumps(selector)})"
