"""Wi-Fis, radios and programs for the tests of the access point."""

import os
import shutil

import pytest

from hotspot.machine.wifi.kept import Wifi
from hotspot.machine.wifi.radio import FIRMWARE_LINK, MODEL, radio_of

PATH = f"{os.environ['PATH']}:/usr/sbin:/sbin"
PROGRAMS = {"network-manager": "nmcli", "dnsmasq-base": "dnsmasq", "nftables": "nft"}
UUID = "5f7a1c3e-2a64-4f6c-9a0e-2f1d8d6f1c11"
PI_4 = "Raspberry Pi 4 Model B Rev 1.5"
COUNTRIES = {
    "bf": Wifi("École de Bobo", "BF", UUID),
    "bj": Wifi("EPP Parakou", "BJ", UUID, channel=1),
    "ci": Wifi("Ecole Primaire de Yopougon 3", "CI", UUID),
    "cm": Wifi("School; Bamenda", "CM", UUID, key=r"sous le manguier; 12\3"),
    "gn": Wifi("Kankan", "GN", UUID, channel=11),
    "ml": Wifi("Ségou \U0001f4da", "ML", UUID),
    "mr": Wifi("مدرسة نواكشوط", "MR", UUID),
    "ne": Wifi(' "Zinder" ', "NE", UUID, cable=True),
    "sn": Wifi("École de Fissel", "SN", UUID, option_114=True),
    "td": Wifi("Moundou", "TD", UUID, key="12345678"),
    "tg": Wifi(r"Lomé\Kara", "TG", UUID),
    "tn": Wifi("مدرسة تونس", "TN", UUID, cable=True),
}


def machine_at(root, model=PI_4, firmware="minimal"):
    """Lay down the files that tell which machine it is, and return its radio."""
    (root / MODEL).parent.mkdir(parents=True, exist_ok=True)
    (root / MODEL).write_bytes(model.encode() + b"\0")
    if firmware:
        (root / FIRMWARE_LINK).parent.mkdir(parents=True, exist_ok=True)
        (root / FIRMWARE_LINK).symlink_to(f"/lib/firmware/cypress/cyfmac43455-sdio-{firmware}.bin")
    return radio_of(root)


def needs(*packages):
    """Skip a test where a program is missing, and say which package has it."""
    missing = [package for package in packages if shutil.which(PROGRAMS[package], path=PATH) is None]
    return pytest.mark.skipif(bool(missing), reason=f"missing: apt-get install {' '.join(missing)}")


needs_nmcli = needs("network-manager")
needs_dnsmasq = needs("dnsmasq-base")
needs_all = needs(*PROGRAMS)
