"""The publisher's rsync daemon as `ministry serve-files` sets it up; for root only, as it shuts itself in."""

import os
import shutil
import socket
import subprocess
import time
from contextlib import suppress

from ministry.serving.config import config

WHY_NOT = "" if os.geteuid() == 0 else "the daemon shuts itself in, as root only may"


class PublishingDaemon:
    """The real one, over a tree and a folder of reports."""

    def __init__(self, repo, places, folder):
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = found.getsockname()[1]
        file, self.log = folder / "rsyncd.conf", folder / "rsyncd.log"
        file.write_text(config(repo, places, self.port))
        self.process = subprocess.Popen(
            [shutil.which("rsync"), "--daemon", "--no-detach", f"--config={file}", f"--log-file={self.log}"]
        )
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                break
            time.sleep(0.02)

    def close(self):
        self.process.kill()
        self.process.wait()


def dropped(places, box):
    """What lies in the folders of a box, by name, when the sessions' files are out of its reach."""
    until = time.monotonic() + 10
    while time.monotonic() < until and list(places.arriving(box).glob("*.rpt")):
        time.sleep(0.02)
    found = [*places.arriving(box).iterdir(), *places.arrived(box).iterdir()]
    return {path.name: path for path in found}
