"""Wakes a modem that sleeps: by the command of the settings, if there is one."""

import shlex
import subprocess
import threading
import time
from pathlib import Path

from exchange.errors import WorthAnotherTry

PATIENCE_SECONDS = 60  # a modem on 2G takes 20 to 40 to find its network
LOOK_SECONDS = 0.5
INTERFACES = Path("/sys/class/net")
AWAKE = {"up", "unknown"}  # ppp and tun say "unknown" as long as they are there


class ModemAsleep(WorthAnotherTry):
    """The modem did not wake."""


def is_awake(interface: str, interfaces: Path = INTERFACES) -> bool:
    """Say whether an interface is there and up; "" is whatever the machine has, and counts as up."""
    try:
        return not interface or (interfaces / interface / "operstate").read_text("ascii").strip() in AWAKE
    except OSError:
        return False


def wake(
    command: str,
    interface: str,
    stop: threading.Event,
    patience_seconds: float = PATIENCE_SECONDS,
    interfaces: Path = INTERFACES,
) -> None:
    """Run the command unless the interface is up already, and wait for it; without a command do nothing.

    Raises:
        ModemAsleep: the command failed, or the interface did not come up in time.
    """
    if not command or (interface and is_awake(interface, interfaces)):
        return
    until = time.monotonic() + patience_seconds
    try:
        subprocess.run(  # noqa: S603 – the technician's own setting
            shlex.split(command), check=True, stdin=subprocess.DEVNULL, timeout=patience_seconds
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise ModemAsleep(f"La commande qui réveille le modem a échoué : {error}.") from error
    while not is_awake(interface, interfaces):
        if time.monotonic() >= until or stop.wait(LOOK_SECONDS):
            raise ModemAsleep(f"Le modem ({interface}) ne se réveille pas.")
