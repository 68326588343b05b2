"""Serve a box whose system clock a test sets while it runs.

    python serve_in_time.py FILE

FILE holds the time (ISO 8601), with " network" behind it while a time service keeps it.
"""

import sys
import time
from datetime import datetime
from pathlib import Path

from hotspot.cli import hotspot
from runtime import clock, kernel

FILE = Path(sys.argv[1])


def system_time():
    return datetime.fromisoformat(FILE.read_text().split()[0])


def network_time():
    return system_time() if "network" in FILE.read_text() else None


time.time = lambda: system_time().timestamp()
time.time_ns = lambda: int(system_time().timestamp() * 1e9)
kernel.network_time = network_time
clock.LOOK_SECONDS = 0.05
hotspot(["serve"])
