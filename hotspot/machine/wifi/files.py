"""The three files of the access point, and where each belongs."""

from dataclasses import dataclass
from pathlib import Path

from exchange.store import written_whole
from hotspot.machine.own_time import gives_time
from hotspot.machine.wifi.dnsmasq import drop_in
from hotspot.machine.wifi.firewall import table
from hotspot.machine.wifi.kept import Wifi
from hotspot.machine.wifi.keyfile import keyfile
from hotspot.machine.wifi.rules import check_interface
from hotspot.settings import Settings

CABLE_INTERFACE = "eth0"
KEYFILE = "/etc/NetworkManager/system-connections/hotspot-ecole.nmconnection"
DROP_IN = "/etc/NetworkManager/dnsmasq-shared.d/10-hotspot.conf"
TABLE = "/etc/nftables.d/hotspot.nft"


@dataclass(frozen=True)
class Machine:
    """What the files need to know of the box besides its Wi-Fi."""

    interface: str = "wlan0"  # of the radio
    port: int = 80
    gives_time: bool = False  # to phones


def machine_of(settings: Settings) -> Machine:
    """Return this box; whether phones may ask it for the time is looked up now."""
    return Machine(settings.wifi_interface, settings.port, gives_time(settings))


def texts(wifi: Wifi, machine: Machine) -> dict[str, str]:
    """Return where each file belongs → its text, for values that were checked.

    Raises:
        WrongWifi: the interface has no possible name.
    """
    interface = CABLE_INTERFACE if wifi.cable else machine.interface
    check_interface(interface)
    return {
        KEYFILE: keyfile(wifi, interface),
        DROP_IN: drop_in(gives_time=machine.gives_time, option_114=wifi.option_114),
        TABLE: table(interface, machine.port),
    }


def lay_down(folder: Path, made: dict[str, str]) -> dict[str, Path]:
    """Write the files into a folder, for this account alone; return where each belongs → where it is now."""
    laid = {}
    for place, text in made.items():
        laid[place] = folder / Path(place).name
        with written_whole(laid[place]) as file:
            file.write(text.encode())
        laid[place].chmod(0o600)
    return laid
