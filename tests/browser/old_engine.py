"""A Chromium 69 without a window, told what to do by lines of JSON; runs in the old browser's own venv.

Lines in: {"go": address} or {"run": script}. Lines out: {"address": …} once the page stands, {"value": …}.
A script that leaves the page (a click on a link, a form sent) is answered once the next page stands.
"""

import json
import sys
import threading

from PyQt5.QtCore import QObject, QTimer, QUrl, pyqtSignal
from PyQt5.QtWebEngineWidgets import QWebEnginePage, QWebEngineView
from PyQt5.QtWidgets import QApplication

SETTLED_MS = 350  # a click that starts no load within this time has stayed on the page


class Page(QWebEnginePage):
    def javaScriptConsoleMessage(self, level, message, line, source):
        if level == QWebEnginePage.ErrorMessageLevel:
            self.view().errors.append(f"{source}:{line}: {message}")


class View(QWebEngineView):
    def __init__(self, width, height):
        super().__init__()
        self.errors = []
        self.setPage(Page(self))
        self.resize(width, height)
        self.show()
        self.loading = False
        self.loadStarted.connect(self._began)
        self.loadFinished.connect(self._ended)

    def _began(self):
        self.loading = True

    def _ended(self, _):
        self.loading = False

    def go(self, address):
        self.loading = True
        self.load(QUrl(address))
        self._answer_when_still({"errors": self.errors})

    def run(self, script):
        def then(value):
            QTimer.singleShot(
                SETTLED_MS, lambda: self._answer_when_still({"value": value, "errors": self.errors})
            )

        self.page().runJavaScript(script, then)

    def picture(self, path):
        self.grab().save(path)
        say({"saved": path})

    def _answer_when_still(self, answer):
        if self.loading:
            QTimer.singleShot(50, lambda: self._answer_when_still(answer))
            return
        say({**answer, "address": self.url().toString()})


def say(answer):
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


class Ear(QObject):
    heard = pyqtSignal(str)

    def listen(self):
        for line in sys.stdin:
            self.heard.emit(line)
        self.heard.emit("{}")


def main():
    app = QApplication(sys.argv)
    view = View(int(sys.argv[1]), int(sys.argv[2]))
    ear = Ear()

    def obey(line):
        order = json.loads(line)
        if not order:
            app.quit()
        for verb, what in order.items():
            getattr(view, verb)(what)

    ear.heard.connect(obey)
    threading.Thread(target=ear.listen, daemon=True).start()
    app.exec_()


if __name__ == "__main__":
    main()
