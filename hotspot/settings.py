"""Every setting of the hotspot, with its unit and its default."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from runtime.settings import read_settings


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
    def clock_file(self) -> Path:
        """Where the clock goes on from at the next start."""
        return self.data_folder / "ledgers" / "clock.json"

    @property
    def wifi_file(self) -> Path:
        """The name, country, channel and key of the Wi-Fi."""
        return self.data_folder / "wifi.json"

    @property
    def codes_file(self) -> Path:
        """The codes of the demonstration."""
        return self.data_folder / "codes.txt"


def hotspot_settings(file: Path | None, environment: Mapping[str, str]) -> Settings:
    """Return the settings from a TOML file, then from `HOTSPOT_…` in the environment.

    Raises:
        WrongSetting: a name is unknown or a value of the wrong kind.
    """
    return read_settings(Settings, "hotspot", file, environment)
