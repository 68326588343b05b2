"""What the technician has set of the Wi-Fi, in one small file of the data folder."""

import os
import stat
from pathlib import Path

import msgspec

from exchange.store import written_whole
from hotspot.machine.wifi.errors import WrongWifi

LARGEST_BYTES = 4096


class Wifi(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The Wi-Fi of a box. With `cable`, an access point on the cable carries it instead of the Pi's radio."""

    name: str  # the SSID
    country: str  # ISO 3166, two letters: "SN"
    uuid: str  # of NetworkManager's connection, one a box
    channel: int = 6
    key: str = ""  # empty: open
    cable: bool = False
    option_114: bool = False  # DHCP tells phones the portal's address: off, as reports differ


def read(file: Path) -> Wifi | None:
    """Return what is set, or None while nothing is.

    Raises:
        WrongWifi: the file is damaged, or another account's.
    """
    damaged = WrongWifi(f"{file} est abîmé. Effacez-le, puis relancez : hotspot wifi set")
    try:
        here = file.lstat()  # root reads it for another account: no link is followed, no pipe waited for
        if not stat.S_ISREG(here.st_mode) or here.st_size > LARGEST_BYTES:
            raise damaged
        return msgspec.json.decode(file.read_bytes(), type=Wifi)
    except FileNotFoundError:
        return None
    except PermissionError as error:
        mend = f"sudo chown --reference={file.parent} {file}"
        raise WrongWifi(f"{file} est à un autre compte. Rendez-le à celui de la boîte : {mend}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise damaged from error


def write(file: Path, wifi: Wifi) -> None:
    """Replace what is set. Only this account reads it: the key stands in it."""
    with written_whole(file) as beside:
        os.fchmod(beside.fileno(), 0o600)
        if os.geteuid() == 0:  # typed after sudo, it stays the box's own
            box = file.parent.stat()
            os.fchown(beside.fileno(), box.st_uid, box.st_gid)
        beside.write(msgspec.json.encode(wifi))
