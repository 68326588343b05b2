"""Verify a whole tree's metadata and packs in a process of its own; print CPU s, peak MB, CPU s of a plan.

Usage: python -m benchmarks.sync.verify REPO BOX FOLDER
"""

import re
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from exchange.store import Store
from exchange.trust.checking import check
from sync_agent.down.plan import packs_of, plan_of


def main() -> None:
    """Check as a box does that has seen nothing yet."""
    repo, box, folder = map(Path, sys.argv[1:])
    began = time.process_time()
    anchor = (box / "root.json").read_bytes()
    checked = check(repo / "head", folder / "verified", anchor, datetime.now(UTC))
    edition = checked.edition("sn")
    packs_of(Store(repo), edition)
    verified = time.process_time()
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    plan_of(Store(box / "store"), checked, edition)
    print(verified - began, int(peak[1]) / 1000 if peak else 0, time.process_time() - verified)


if __name__ == "__main__":
    main()
