"""Every setting of the messenger, with its unit and its default."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from runtime.settings import WrongSetting, read_settings

HOURS = re.compile(r"([01]?\d|2[0-3])-([01]?\d|2[0-3])")  # "20-6": from eight in the evening to six
COUNTRY = re.compile(r"[a-zA-Z]{2}")
LAST_YEAR = 13  # of school
LAST_PORT = 65535
DAY_MINUTES = 24 * 60  # a rest of two days and more would be taken for another clock's (states.py)


@dataclass(frozen=True)
class Settings:
    """Where the box keeps its things, whom the messenger asks, and what it may spend.

    `sources` are tried in turn: "rsync://mirror.example", or folders with a publisher's tree.
    """

    data_folder: Path = Path("var")
    country: str = ""  # "sn"; empty: that of the edition that is here
    sources: str = ""  # separated by spaces
    link_interface: str = ""  # what costs money; all but "lo" when empty
    lan_interface: str = ""  # where neighbours are; empty: no neighbours
    lan_port: int = 8730
    keys_folder: Path = Path("/media")  # where USB keys appear
    day_mb: int = 0  # 0: no limit
    month_mb: int = 0  # 0: no limit
    hours: str = ""  # of the day when the link may be used: "20-6"; empty: always
    years: str = ""  # of school, fetched first: "1 2 3"
    years_only: str = "off"  # or "on": only these years are fetched
    wake_command: str = ""  # brings the modem up; empty: it is always there
    silence_seconds: int = 12  # after which a line is taken for dead; 20 on 2G
    look_minutes: int = 360  # between two looks at a source that had nothing new
    free_mb: int = 500  # room that is left for the school

    @property
    def source_list(self) -> tuple[str, ...]:
        """The sources in their order."""
        return tuple(self.sources.split())

    @property
    def own_years(self) -> frozenset[int]:
        """The years of the school."""
        return frozenset(int(year) for year in self.years.split())

    @property
    def has_years_only(self) -> bool:
        """Say whether only the school's own years are fetched."""
        return self.years_only == "on"

    @property
    def open_hours(self) -> tuple[int, int] | None:
        """The hour that begins and the hour that ends the use of the link; None: always."""
        found = HOURS.fullmatch(self.hours)
        return (int(found[1]), int(found[2])) if found else None

    @property
    def store_folder(self) -> Path:
        """What passed from the ministry, immutable; written by the messenger and by `hotspot install`."""
        return self.data_folder / "store"

    @property
    def lock_file(self) -> Path:
        """Held by the one who writes to the store."""
        return self.store_folder / ".lock"

    @property
    def agent_lock_file(self) -> Path:
        """Held by the one messenger that works for this box."""
        return self.own_folder / ".lock"

    @property
    def trust_folder(self) -> Path:
        """The metadata that was checked last."""
        return self.store_folder / "trust"

    @property
    def anchor_file(self) -> Path:
        """The first root, which the box was given by hand."""
        return self.data_folder / "root.json"

    @property
    def outbox_folder(self) -> Path:
        """Reports that wait to go up."""
        return self.data_folder / "outbox"

    @property
    def identity_folder(self) -> Path:
        """The key of the box and its certificate."""
        return self.data_folder / "identity"

    @property
    def retry_file(self) -> Path:
        """There when somebody has asked to try at once."""
        return self.own_folder / "retry"

    @property
    def own_folder(self) -> Path:
        """What the messenger alone remembers: back-off, budget."""
        return self.data_folder / "agent"


def sync_agent_settings(file: Path | None, environment: Mapping[str, str]) -> Settings:
    """Return the settings from a TOML file, then from `SYNC_AGENT_…` in the environment.

    Raises:
        WrongSetting: a name is unknown, or a value is not of its kind.
    """
    settings = read_settings(Settings, "sync_agent", file, environment)
    _check(not settings.country or COUNTRY.fullmatch(settings.country), "country", "deux lettres, comme SN")
    _check(not settings.hours or HOURS.fullmatch(settings.hours), "hours", "deux heures, comme 20-6")
    years = settings.years.split()
    _check(all(year.isdecimal() and int(year) <= LAST_YEAR for year in years), "years", "comme « 1 2 3 »")
    _check(settings.years_only in ("on", "off"), "years_only", "on ou off")
    _check(not settings.has_years_only or years, "years", "les années voulues, puisque years_only est « on »")
    _check(0 < settings.lan_port <= LAST_PORT, "lan_port", f"un nombre de 1 à {LAST_PORT}")
    for name in ("day_mb", "month_mb", "free_mb"):
        _check(getattr(settings, name) >= 0, name, "un nombre de Mo")
    _check(settings.silence_seconds > 0, "silence_seconds", "un nombre de secondes")
    _check(
        0 < settings.look_minutes <= DAY_MINUTES,
        "look_minutes",
        f"un nombre de minutes, {DAY_MINUTES} au plus",
    )
    return replace(settings, country=settings.country.lower())


def _check(is_right: object, name: str, wanted: str) -> None:
    if not is_right:
        raise WrongSetting(f"Le réglage {name} n'est pas bon. Écrivez {wanted}.")
