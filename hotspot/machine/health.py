"""How the machine is: what the technician's page and `/sante` tell. Nothing about people."""

import platform
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

from runtime.kernel import running

BYTES_A_MB = 1_000_000
THERMOMETER = Path("/sys/class/thermal/thermal_zone0/temp")  # thousandths of a degree Celsius


@dataclass(frozen=True)
class Health:
    """Readings of the machine at one moment."""

    version: str
    python: str
    free_disk_mb: int
    total_disk_mb: int
    free_memory_mb: int
    total_memory_mb: int
    temperature: float | None  # °C, where there is a thermometer
    up_minutes: int  # since the machine was started


def health_of(data_folder: Path) -> Health:
    """Return the readings now; the disk is the one that `data_folder` is on."""
    disk = psutil.disk_usage(str(data_folder))
    memory = psutil.virtual_memory()
    return Health(
        version=program_version(),
        python=platform.python_version(),
        free_disk_mb=disk.free // BYTES_A_MB,
        total_disk_mb=disk.total // BYTES_A_MB,
        free_memory_mb=memory.available // BYTES_A_MB,
        total_memory_mb=memory.total // BYTES_A_MB,
        temperature=_temperature(),
        up_minutes=running() // timedelta(minutes=1),
    )


def program_version() -> str:
    """Return the version of the project that is installed, "0" when it runs without having been."""
    try:
        return version("imaginecole-box")
    except PackageNotFoundError:
        return "0"


def _temperature() -> float | None:
    try:
        return int(THERMOMETER.read_text(encoding="ascii")) / 1000
    except (OSError, ValueError):
        return None
