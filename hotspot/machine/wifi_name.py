"""What the Wi-Fi is called just now: asked at each probe of a phone, read when its file has changed."""

from pathlib import Path

from hotspot.machine.wifi import kept
from hotspot.machine.wifi.errors import WrongWifi

Stamp = tuple[int, int, int]

_read: dict[Path, tuple[Stamp, str]] = {}


def wifi_name(file: Path) -> str:
    """Return the name that is set; "" while none is. A file that cannot be read changes nothing."""
    stamp, name = _read.get(file, (None, ""))
    try:
        found = file.stat()
        now = (found.st_ino, found.st_mtime_ns, found.st_size)
        if now != stamp:
            name = _name_in(file, name)
            _read[file] = now, name
    except FileNotFoundError:
        return ""
    except OSError:
        return name
    return name


def _name_in(file: Path, before: str) -> str:
    try:
        wifi = kept.read(file)
    except WrongWifi:  # `hotspot wifi show` tells of it
        return before
    return wifi.name if wifi else ""
