"""Whether the power supply is too weak, as the Pi's own kernel sees it; no rights are needed.

The Zero, the Zero W and the compute modules have no detector (raspberrypi/linux#2367): they say nothing.
"""

from pathlib import Path

SYSTEM = Path("/")
ALARMS = "sys/class/hwmon/hwmon*/in0_lcrit_alarm"  # raspberrypi-hwmon.c: 1 when it was low in the last 2 s
LOOK_SECONDS = 2.0  # so that no alarm is missed


def is_low() -> bool | None:
    """Return whether the voltage is too low now, None where nothing measures it."""
    said = [_read(file) for file in SYSTEM.glob(ALARMS)]
    measured = [word for word in said if word in ("0", "1")]
    return "1" in measured if measured else None


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
