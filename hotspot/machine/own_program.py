"""Run a part of this very program apart, where it takes neither time nor memory from the pupils."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields

from hotspot.settings import Settings

LOOK_SECONDS = 0.2


def run_apart(module: str, settings: Settings, is_over: Callable[[], bool]) -> int:
    """Run a module to its end, or until it is over; return as what it ended."""
    own = {f"HOTSPOT_{field.name.upper()}": str(getattr(settings, field.name)) for field in fields(settings)}
    command = [sys.executable, "-P", "-m", module]
    with subprocess.Popen(command, env={**os.environ, **own}, stdin=subprocess.DEVNULL) as running:  # noqa: S603 – our own
        while True:
            try:
                return running.wait(LOOK_SECONDS)
            except subprocess.TimeoutExpired:
                if is_over():
                    running.terminate()
