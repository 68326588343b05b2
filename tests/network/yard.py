"""A school yard: a box with its access point, phones around it, and the internet behind its mobile link.

The radio is a bridge, the phones hang on it by cables. All else is what a box runs: dnsmasq as NetworkManager
starts it, with our drop-in; the root helper, with our nft table; the hotspot on port 80.
"""

import shutil
import sqlite3
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta

from joining_phones import Phone, knock
from places import Place, waits_until
from schools import BIN, School, prepare

from hotspot.machine.wifi import files

BOX, FOREIGN, INTERNET = "10.42.0.1", "198.51.100.1", "203.0.113.1"
DNSMASQ = (  # NetworkManager 1.42, nm-dnsmasq-manager.c
    "dnsmasq --conf-file=/dev/null --no-hosts --keep-in-foreground --bind-interfaces --except-interface=lo "
    f"--clear-on-reload --strict-order --listen-address={BOX} --dhcp-range=10.42.0.10,10.42.0.254,60m"
)


class Yard:
    """The box, its school, and who has come."""

    def __init__(self, folder, repo):
        self.folder = folder
        self.data, self.leases, self.files = folder / "box", folder / "leases", folder / "files"
        self.journal = folder / "journal.txt"
        self._come = 0  # phones so far
        self._undo = ExitStack()
        self.box = self._undo.enter_context(Place("box"))
        self.internet = self._undo.enter_context(Place("net"))
        prepare("SN", repo, self.data)
        self.school = School(f"http://{BOX}:80", self.data, None)
        self._server = ExitStack()

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._server.close()
        self._undo.close()

    def opens(self):
        """Set the access point up, and serve."""
        self.box.ip("link", "add", "wlan0", "type", "bridge")
        self.box.ip("link", "set", "wlan0", "up")
        self.box.ip("address", "add", f"{BOX}/24", "dev", "wlan0")
        self.box.cable_to(self.internet, "usb0", "eth0")
        self.box.ip("address", "add", "203.0.113.2/24", "dev", "usb0")
        self.internet.ip("address", "add", f"{INTERNET}/24", "dev", "eth0")
        self.internet.ip("route", "add", "10.42.0.0/24", "via", "203.0.113.2")
        self.box.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward")  # as NetworkManager does
        self.hotspot("wifi", "set", "--name", "École de Fissel", "--country", "SN")
        self.hotspot("wifi", "check", self.files)
        self._helps()
        drop_ins = self.folder / "dnsmasq-shared.d"
        drop_ins.mkdir()
        shutil.copy(self.files / "10-hotspot.conf", drop_ins)
        own = [f"--conf-dir={drop_ins}", f"--dhcp-leasefile={self.leases}", "--pid-file", "--user=root"]
        self._undo.enter_context(self.box.running(*DNSMASQ.split(), *own, log=self.folder / "dnsmasq.txt"))
        self.serves()

    def _helps(self):
        """Start the root helper: it takes the address of foreign names, and closes the doors."""
        root, journal = self.folder / "root", self.folder / "helper.txt"
        laid = root / files.TABLE.lstrip("/")
        laid.parent.mkdir(parents=True)
        shutil.copy(self.files / laid.name, laid)
        words = [BIN / "hotspot", "helper", "--root", root]
        self._undo.enter_context(self.box.running(*words, log=journal, **self.environment()))
        waits_until(lambda: "listens" in journal.read_text(), journal)

    def environment(self):
        return {
            "HOTSPOT_DATA_FOLDER": str(self.data),
            "HOTSPOT_LEASES_FILE": str(self.leases),
            "HOTSPOT_HELPER_SOCKET": str(self.folder / "helper.sock"),
            "HOTSPOT_ORIGIN": f"http://{BOX}",
            "HOTSPOT_PORT": "80",
            "HOTSPOT_HOST": "0.0.0.0",
        }

    def hotspot(self, *words):
        return self.box.run(BIN / "hotspot", *words, **self.environment())

    def serves(self):
        """Serve until `stops`."""
        before = self.journal.stat().st_size if self.journal.exists() else 0
        self._server.enter_context(
            self.box.running(BIN / "hotspot", "serve", log=self.journal, **self.environment())
        )
        waits_until(lambda: f"http://{BOX}" in self.journal.read_text()[before:], self.journal)

    def stops(self):
        self._server.close()

    def comes(self):
        """Return a phone that has just come near, without an address yet."""
        self._come += 1
        phone = self._undo.enter_context(Phone(self.box, f"phone{self._come}", self.folder))
        self.box.ip("link", "set", f"phone{self._come}", "master", "wlan0")
        return phone

    def hours_pass(self, hours):
        """Let the consents grow old while the box is switched off."""
        self.stops()
        with sqlite3.connect(self.data / "school.db") as school:
            for device, since in school.execute("SELECT device, since FROM consent").fetchall():
                earlier = datetime.fromisoformat(since) - timedelta(hours=hours)
                school.execute("UPDATE consent SET since = ? WHERE device = ?", (str(earlier), device))
        school.close()
        self.serves()

    @contextmanager
    def internet_answers(self):
        """Let somebody answer on port 80 behind the mobile link."""
        words = ["busybox", "httpd", "-f", "-p", f"{INTERNET}:80", "-h", self.folder]
        with self.internet.running(*words, log=self.folder / "internet.txt"):
            waits_until(lambda: self.box.does(knock, INTERNET, 80)[0] == "open")
            yield
