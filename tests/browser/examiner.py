"""What an examiner says of an open page: read aloud well, fits the phone, is easily touched, is valid."""

import json
import shutil
import subprocess
from pathlib import Path

FRONT = Path(__file__).parents[1] / "front"
NODE = shutil.which("node") or "node"
AXE = (
    (FRONT / "node_modules/axe-core/axe.min.js").read_text("utf-8")
    if (FRONT / "node_modules").exists()
    else ""
)
SMALLEST, SMALL = 240, 320  # px
TOO_SMALL = """() => [...document.querySelectorAll(":not(p) > a, button, main select")]
    .filter(one => one.offsetParent && !one.closest(".vh, .reading") && !one.classList.contains("vh"))
    .map(one => [one.outerHTML.slice(0, 90), one.getBoundingClientRect().height])
    .filter(([, height]) => height < 40)"""


def flaws(phone):
    """What is wrong with the page that is open, at 240 and at 320 pixels."""
    found = []
    for width in (SMALLEST, SMALL):
        phone.page.set_viewport_size({"width": width, "height": 480})
        needed = phone.page.evaluate("document.documentElement.scrollWidth")
        found += [f"{needed} px at {width}"] if needed > width else []
    found += phone.page.evaluate(TOO_SMALL)
    phone.page.evaluate(AXE)
    report = phone.page.evaluate("axe.run({resultTypes: ['violations']})")
    return found + [(one["id"], one["nodes"][0]["html"][:120]) for one in report["violations"]]


def invalid(folder):
    """What is not valid HTML in the files of a folder."""
    command = [NODE, "node_modules/html-validate/bin/html-validate.mjs", "--formatter", "json", "--config"]
    with (folder / "report.json").open("w") as report:  # a pipe is cut off when the program ends
        subprocess.run(
            [*command, ".htmlvalidate.json", str(folder / "*.html")], cwd=FRONT, stdout=report, check=False
        )
    read = json.loads((folder / "report.json").read_text("utf-8"))
    return [(one["filePath"], m["ruleId"], m["message"], m["line"]) for one in read for m in one["messages"]]
