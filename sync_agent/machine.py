"""By what a machine and its card are told from copies of them: what their makers have burnt in."""

from pathlib import Path

SERIAL = Path("/proc/device-tree/serial-number")  # of the processor of a Raspberry Pi
CARDS = Path("/sys/block")  # mmcblk0/device/cid: the number of an SD card
LONGEST = 64


def machine_name() -> str:
    """Return serial number and card, "10000000abcdef01 1b534d…"; what is not there is left out."""
    cards = sorted(CARDS.glob("mmcblk[0-9]/device/cid"))
    return " ".join(filter(None, map(_read, (SERIAL, *cards[:1]))))


def serial_number() -> str:
    """Return the serial number of the machine, "" where it has none."""
    return _read(SERIAL)


def _read(file: Path) -> str:
    try:
        return file.read_text("ascii", errors="replace").strip("\0\n ")[:LONGEST]
    except OSError:
        return ""
