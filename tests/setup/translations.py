"""make translations: put new sentences of the source into the catalogues of Arabic and English, by file.

babel finds the sentences; polib writes them, for babel would put its own header in the place of ours.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import polib

HOTSPOT = Path(__file__).parents[2] / "hotspot"
FOLDER = HOTSPOT / "translations"
EXTRACT = ("extract", "-F", FOLDER / "babel.cfg", "--omit-header", "--add-location", "file")
WORDS = ("-k", "_", "-k", "_n:1,2", "-k", "ngettext:1,2")


def main():
    with tempfile.NamedTemporaryFile(suffix=".pot") as pot:
        pybabel = Path(sys.executable).with_name("pybabel")
        subprocess.run(
            [pybabel, "-q", *EXTRACT, *WORDS, "-o", pot.name, "hotspot"], check=True, cwd=HOTSPOT.parent
        )
        source = polib.pofile(pot.name)
    for file in sorted(FOLDER.glob("*/messages.po")):
        bring_up_to_date(polib.pofile(str(file), wrapwidth=0), source)


def bring_up_to_date(texts, source):
    """Add what is new, leave out what is gone; each sentence stands under the files that say it."""
    texts.merge(source)
    for gone in texts.obsolete_entries():
        texts.remove(gone)
    for one in texts:
        one.occurrences = [(file, "") for file in sorted({file for file, _line in one.occurrences})]
        one.flags = []
    texts.sort(key=lambda one: (one.occurrences, one.msgid))
    texts.save(newline="\n")


if __name__ == "__main__":
    main()
