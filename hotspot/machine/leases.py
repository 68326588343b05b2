"""Who has which address on the Wi-Fi: the file of leases that dnsmasq keeps.

dnsmasq writes it in place. What is read while it is being written counts beside what was read before.
"""

import logging
import re
from dataclasses import dataclass
from pathlib import Path

MAC = re.compile(r"[0-9a-f]{2}(:[0-9a-f]{2}){5}")
PARTS = 4  # until, MAC, address, name; the rest is the phone's own mark: dnsmasq(8), --dhcp-leasefile
LARGEST_BYTES = 1_000_000  # 245 leases take 20 KB
LONGEST_NUMBER = 12  # digits of a time in seconds

Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class Lease:
    """An address given to a phone. `until` is in seconds since 1970 by the system's clock, 0 for ever."""

    mac: str
    address: str
    name: str
    until: int


@dataclass(frozen=True)
class _Read:
    stamp: Stamp | None
    by_address: dict[str, Lease]


_read: dict[Path, _Read] = {}
_told: set[Path] = set()  # that a file may not be read, once
log = logging.getLogger(__name__)


def leases(file: Path) -> list[Lease]:
    """Return the leases of the file; none without a file that can be read."""
    return list(_leases(file).values())


def mac_of(address: str, file: Path) -> str:
    """Return the MAC, in small letters, that has this address; "" where there is none."""
    lease = _leases(file).get(address)
    return lease.mac if lease else ""


def _leases(file: Path) -> dict[str, Lease]:
    known = _read.get(file, _Read(None, {}))
    try:
        found = file.stat()
        stamp = (found.st_ino, found.st_mtime_ns, found.st_size)
        if stamp == known.stamp:
            return known.by_address
        with file.open("rb") as opened:
            text = opened.read(LARGEST_BYTES).decode(errors="replace")
    except FileNotFoundError:
        return {}
    except OSError as error:  # NetworkManager's folder is root's alone, where nobody has opened it
        if file not in _told:
            log.warning(
                "Phones are told apart by their addresses, for their leases cannot be read: %s", error
            )
        _told.add(file)
        return known.by_address
    if text.endswith("\n"):
        known = _Read(stamp, _by_address(text))
    else:  # half written: what is missing is not gone, and the file is read again
        known = _Read(None, {**known.by_address, **_by_address(text.rpartition("\n")[0])})
    _read[file] = known
    return known.by_address


def _by_address(text: str) -> dict[str, Lease]:
    found = [lease for lease in map(_lease, text.splitlines()) if lease]
    return {lease.address: lease for lease in found}


def _lease(line: str) -> Lease | None:
    until, mac, address, name, *_mark = [*line.split(), *[""] * PARTS]
    if not until.isdecimal() or len(until) > LONGEST_NUMBER or not MAC.fullmatch(mac.lower()) or not name:
        return None
    return Lease(mac.lower(), address, "" if name == "*" else name, int(until))
