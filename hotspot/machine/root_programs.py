"""The programs that root runs for the box, a closed table: no shell, and no word from outside."""

import contextlib
import subprocess
from pathlib import Path

from exchange.errors import NeedsAPerson
from hotspot.machine.wifi import files
from hotspot.machine.wifi.dnsmasq import FOREIGN_ADDRESS
from hotspot.machine.wifi.radio import FIRMWARE_NAME, MINIMAL_FIRMWARE

ONE_WORD = "{}"  # our own: a country of the kernel's, or the interface of the settings
PROGRAMS = {
    "reload": ("nmcli", "connection", "reload"),
    "up": ("nmcli", "--wait", "30", "connection", "up", "hotspot-ecole"),
    "down": ("nmcli", "--wait", "10", "connection", "down", "hotspot-ecole"),
    "state": ("nmcli", "-t", "-f", "GENERAL.STATE", "connection", "show", "hotspot-ecole"),
    "close doors": ("nft", "--file", files.TABLE.lstrip("/")),  # from the root folder
    "forget doors": ("nft", "delete", "table", "inet", "hotspot"),
    "be foreign names": ("ip", "address", "replace", f"{FOREIGN_ADDRESS}/32", "dev", "lo"),
    "obey country": ("iw", "reg", "set", ONE_WORD),
    "unblock radio": ("rfkill", "unblock", "wifi"),
    "take firmware": ("update-alternatives", "--set", FIRMWARE_NAME, MINIMAL_FIRMWARE),
    "stations": ("iw", "dev", ONE_WORD, "station", "dump"),
    "power-off": ("systemctl", "poweroff"),
    "restart": ("systemctl", "reboot"),
    # one name in full: where a pattern alone fits nothing, journalctl fails
    "read journal": (
        *("journalctl", "--no-pager", "-n", "200", "-o", "short-iso"),
        *("-u", "hotspot", "-u", "hotspot-*"),
    ),
}
PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
PROGRAM_SECONDS = 40  # a program that takes longer is stopped


class FailedProgram(NeedsAPerson):
    """A program of the system did not do its work."""


def run(root: Path, name: str, word: str = "") -> str:
    """Return what a program of the table prints, run in the root folder. Raises FailedProgram."""
    words = [word if part == ONE_WORD else part for part in PROGRAMS[name]]
    own = {"PATH": f"{root / 'bin'}:{PATH}", "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(  # noqa: S603 – words of our own table, no shell reads them
            words, cwd=root, env=own, capture_output=True, check=False, timeout=PROGRAM_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise FailedProgram(f"{' '.join(words)} : {error}. Vérifiez ce programme.") from error
    if done.returncode:
        what = done.stderr.decode(errors="replace").strip()[:500]
        raise FailedProgram(f"{' '.join(words)} a échoué : {what}. Relancez, ou regardez : journalctl")
    return done.stdout.decode(errors="replace")


def restart_wifi(root: Path) -> None:
    """Stop the access point and start it again. Raises FailedProgram when it does not start."""
    with contextlib.suppress(FailedProgram):  # it may be down already
        run(root, "down")
    run(root, "up")
