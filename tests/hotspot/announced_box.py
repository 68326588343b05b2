"""A box's name alone, as `hotspot serve` announces it, but faster: announced_box.py FOLDER SCHOOL."""

import signal
import sys
import threading
from pathlib import Path

from zeroconf import _core

from hotspot.machine import announcing, multicast
from hotspot.machine.local_name import name_here
from hotspot.settings import Settings
from runtime.logs import log_to_journal

multicast.LOOK_SECONDS = multicast.ASK_SECONDS = multicast.RETRY_SECONDS = 0.3
multicast.PROBE_SECONDS = 0.1
_core._CHECK_TIME = _core._REGISTER_TIME = 50  # milliseconds; zeroconf waits for slow networks
announcing.FIRST_SECONDS = 0


def main() -> None:
    told_to_stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: told_to_stop.set())
    log_to_journal()
    folder, school = sys.argv[1:]
    last = ""
    with announcing.announced(Settings(data_folder=Path(folder), port=80), school):
        while not told_to_stop.wait(0.05):
            if name_here() != last:
                last = name_here()
                print(f"called {last}", flush=True)


if __name__ == "__main__":
    main()
