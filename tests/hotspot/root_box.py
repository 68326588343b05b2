"""A box whose root helper runs for real, with programs that write down what they were asked."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from wifi_given import PATH, UUID

from hotspot.machine.wifi import files, kept
from hotspot.machine.wifi.kept import Wifi
from hotspot.machine.wifi_trial import UNDO

OWNER, STRANGER = 12345, 12346  # accounts that no machine has
REAL = {"nmcli": "--offline", "nft": "--check"}  # what the checks ask, answered by the real program
SCRIPT = """#!/bin/sh
[ "$1" = "{asked}" ] && exec {real} "$@"
echo "{name} $*" >> {calls}
[ -e {broken} ] && [ "$4" = up ] && {{ echo "no radio" >&2; exit 4; }}
[ "$3" = GENERAL.STATE ] && cat {state}
[ "$3" = station ] && cat {stations}
[ "$1" = --no-pager ] && cat {lines}
exit 0
"""
LOOKS = ("nmcli -t -f GENERAL.STATE", "iw dev")  # asked again and again
MADE_READY = ("ip ", "iw reg", "rfkill ", "update-alternatives ")  # asked at each start
IMPATIENT = """
from hotspot.machine import radio_watch, root_door
root_door.LOOK_SECONDS, radio_watch.LOOK_SECONDS, radio_watch.WAITS_SECONDS = 0.05, 0.1, {waits}
"""
HOUSE = Path(__file__).parents[2]


@contextmanager
def root_box():
    """Give a box, whose helper is killed at the end."""
    with tempfile.TemporaryDirectory() as folder:  # pytest's own folders are open to nobody else
        made = RootBox(Path(folder))
        try:
            yield made
        finally:
            if made.helper:
                made.kill()


class RootBox:
    """Its folders, and the helper while it runs."""

    def __init__(self, folder):
        self.root, self.data, self.socket = folder / "root", folder / "data", folder / "helper.sock"
        self.calls_file, self.broken, self.leases = (folder / name for name in ("calls", "broken", "leases"))
        self.state, self.stations, self.journal = (folder / name for name in ("state", "dump", "journal"))
        self.lines = folder / "lines"
        self.helper = None
        (self.root / "bin").mkdir(parents=True)
        (self.root / "sys/class/net/wlan0").mkdir(parents=True)
        (self.root / "dev").mkdir()
        self.kernel_log.touch()
        self.state.write_text("GENERAL.STATE:activated\n")
        self.stations.touch()
        self.lines.write_text("-- No entries --\n")
        self.data.mkdir()
        os.chown(self.data, OWNER, OWNER)
        folder.chmod(0o755)
        for name in ("nmcli", "nft", "systemctl", "journalctl", "ip", "iw", "rfkill", "update-alternatives"):
            self._lay_program(name)

    def _lay_program(self, name):
        script = self.root / "bin" / name
        real = shutil.which(name, path=PATH)
        files = {
            "calls": self.calls_file,
            "state": self.state,
            "stations": self.stations,
            "lines": self.lines,
        }
        words = {**files, "name": name, "asked": REAL.get(name, "never"), "real": real or "false"}
        script.write_text(SCRIPT.format(broken=self.broken, **words))
        script.chmod(0o755)

    def environment(self):
        return {
            "PATH": f"{self.root / 'bin'}:{PATH}",
            "HOTSPOT_DATA_FOLDER": str(self.data),
            "HOTSPOT_HELPER_SOCKET": str(self.socket),
            "HOTSPOT_LEASES_FILE": str(self.leases),
            "HOTSPOT_TIME_PORT": "123",
        }

    def start(self, waits=None, **environment):
        """Start the helper; with waits, in seconds, it looks at the radio ten times a second."""
        program = (
            IMPATIENT.format(waits=waits) if waits else ""
        ) + "from hotspot.cli import hotspot; hotspot()"
        words = [sys.executable, "-c", program, "helper", "--root", str(self.root)]
        own = {**self.environment(), **environment}
        with self.journal.open("ab") as journal:
            self.helper = subprocess.Popen(words, cwd=HOUSE, env=own, stdout=journal, stderr=journal)
        until(self._answers)

    def _answers(self):
        assert self.helper.poll() is None, self.journal.read_text()
        return self.socket.exists() and self.say(b"{}\n")

    def kill(self):
        self.helper.send_signal(signal.SIGKILL)
        self.helper.wait()

    def set_wifi(self, name, country="SN", **given):
        kept.write(self.data / "wifi.json", Wifi(name, country, UUID, **given))

    @contextmanager
    def calling(self):
        """A caller at the socket; in a crowd it waits until there is room."""
        with socket.socket(socket.AF_UNIX) as caller:
            caller.settimeout(20)
            until(lambda: caller.connect_ex(str(self.socket)) == 0)
            yield caller

    def say(self, line):
        with self.calling() as caller:
            try:
                caller.sendall(line)
                caller.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # it has answered before the end of the line
            with caller.makefile("rb") as heard:
                return json.loads(heard.readline())

    def ask(self, verb):
        return self.say(json.dumps({"verb": verb}).encode() + b"\n")

    def calls(self):
        """What was asked of the programs, but for what is asked at each start and at each look."""
        return [line for line in self.all_calls() if not line.startswith(MADE_READY + LOOKS)]

    def all_calls(self):
        return self.calls_file.read_text().splitlines() if self.calls_file.exists() else []

    @property
    def radio_file(self):
        return self.socket.with_name("radio.json")

    @property
    def kernel_log(self):
        return self.root / "dev/kmsg"

    @property
    def keyfile(self):
        return self.root / files.KEYFILE.lstrip("/")

    @property
    def undo(self):
        return self.root / UNDO

    def shorten_trial(self, **changed):
        """While the helper is dead, change what is written down of its trial."""
        self.undo.write_text(json.dumps({**json.loads(self.undo.read_text()), **changed}))


def until(true, seconds=8):
    """Wait until something is true, and return it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not come true in time")
