"""Every setting of the hotspot, with its unit and its default."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from runtime.settings import WrongSetting, read_settings

ORIGIN = re.compile(r"(http://[a-z0-9.-]+(?::(?!80/?$)[0-9]{1,5})?)(?::80)?/?")
LOCAL_NAME = re.compile(r"(?!-)[A-Za-z0-9-]{1,40}(?<!-)")  # 40: with a number, a label of DNS holds it

LAST_PORT = 65535


@dataclass(frozen=True)
class Settings:
    """Where the box keeps its things and how it is reached.

    `origin` is the one address of a box ("http://10.42.0.1"); empty, any host is served.
    """

    data_folder: Path = Path("var")
    host: str = "0.0.0.0"  # noqa: S104 — a box is there to be reached by the phones of its Wi-Fi
    port: int = 8080
    origin: str = ""
    threads: int = 4  # requests worked on at once; a video holds none. 8 answer no faster, and hold 5 MB more
    free_mb_to_install: int = 500  # below, no edition is installed
    free_mb_to_write: int = 20  # below, the box is for reading only
    wifi_interface: str = "wlan0"  # the radio that phones join
    local_name: str = "ecole"  # announced as ecole.local; empty or "off", no name is
    portal: str = "on"  # shows phones that join the way, where an origin is set; or "off"
    leases_file: Path = Path("/var/lib/NetworkManager/dnsmasq-wlan0.leases")  # which phone has which address
    helper_socket: Path = Path("/run/hotspot/helper.sock")  # where the root helper is asked
    keys_folder: Path = Path("/media")  # where USB keys appear; elsewhere, any folder in it stands for one
    time_port: int = 0  # UDP, where phones may ask the time: 123 on a box; 0: nowhere

    @property
    def has_portal(self) -> bool:
        """Say whether phones that join are shown the way: they can only be led to a known address."""
        return bool(self.origin) and self.portal == "on"

    @property
    def school_file(self) -> Path:
        """People and attempts: what cannot be replaced."""
        return self.data_folder / "school.db"

    @property
    def catalogue_file(self) -> Path:
        """Built from the store, thrown away and rebuilt at will."""
        return self.data_folder / "catalogue.db"

    @property
    def store_folder(self) -> Path:
        """What passed from the ministry, immutable."""
        return self.data_folder / "store"

    @property
    def root_file(self) -> Path:
        """The first root, given by hand: whom the box believes."""
        return self.data_folder / "root.json"

    @property
    def secret_file(self) -> Path:
        """The key of the cookies."""
        return self.data_folder / "secret"

    @property
    def running_file(self) -> Path:
        """There while the program serves."""
        return self.data_folder / "running"

    @property
    def reserve_file(self) -> Path:
        """Room that is held for a start on a full card."""
        return self.data_folder / "reserve"

    @property
    def ledgers_folder(self) -> Path:
        """Small files that a school restored from a copy must not forget."""
        return self.data_folder / "ledgers"

    @property
    def copies_folder(self) -> Path:
        """The last two copies of the people and attempts."""
        return self.data_folder / "copies"

    @property
    def damaged_folder(self) -> Path:
        """Damaged files, put aside in a folder each time."""
        return self.data_folder / "damaged"

    @property
    def restoring_folder(self) -> Path:
        """A backup that was read from a key, until it takes the place of the school or is left."""
        return self.data_folder / "restoring"

    @property
    def clock_file(self) -> Path:
        """Where the clock goes on from at the next start."""
        return self.data_folder / "ledgers" / "clock.json"

    @property
    def wifi_file(self) -> Path:
        """The name, country, channel and key of the Wi-Fi."""
        return self.data_folder / "wifi.json"

    @property
    def radio_file(self) -> Path:
        """What the root helper has seen of the radio, in memory."""
        return self.helper_socket.with_name("radio.json")

    @property
    def codes_file(self) -> Path:
        """The codes of the demonstration."""
        return self.data_folder / "codes.txt"

    @property
    def card_file(self) -> Path:
        """The card of the demonstration: a real school's is on paper only."""
        return self.data_folder / "card.txt"


def hotspot_settings(file: Path | None, environment: Mapping[str, str]) -> Settings:
    """Return the settings from a TOML file, then from `HOTSPOT_…` in the environment.

    Raises:
        WrongSetting: a name is unknown or a value of the wrong kind.
    """
    settings = read_settings(Settings, "hotspot", file, environment)
    if settings.portal not in ("on", "off"):
        raise WrongSetting(f"portal doit être « on » ou « off », et non « {settings.portal} ».")
    if not 0 <= settings.time_port <= LAST_PORT:
        raise WrongSetting(f"time_port doit être entre 0 et {LAST_PORT}, et non {settings.time_port}.")
    return replace(
        settings, origin=_checked_origin(settings.origin), local_name=_checked_name(settings.local_name)
    )


def _checked_origin(origin: str) -> str:
    """Return the address as browsers say it, or a phone led to it would be led there for ever."""
    found = ORIGIN.fullmatch(origin.lower())
    if origin and not found:
        raise WrongSetting(f"origin n'est pas une adresse : « {origin} ». Écrivez-la comme http://10.42.0.1")
    return found[1] if found else ""


def _checked_name(name: str) -> str:
    """Return the local name in small letters, "" for none: an empty value in the environment is not given."""
    if name in ("", "off"):
        return ""
    if not LOCAL_NAME.fullmatch(name):
        raise WrongSetting(
            f"local_name n'est pas un nom : « {name} ». Prenez 1 à 40 lettres sans accent, chiffres ou "
            "traits d'union, comme « ecole » ; « off » n'annonce aucun nom."
        )
    return name.lower()
