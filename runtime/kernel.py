"""What the machine itself knows of the time; none of it needs rights."""

import ctypes
import struct
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")  # random(4)
RTC_FOLDER = Path("/sys/class/rtc")  # one folder for each clock with a battery: rtc0, rtc1
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NOT_KEPT = 5  # adjtimex(2): TIME_ERROR, nobody keeps this clock right
NANOSECONDS = 0x2000  # adjtimex(2): STA_NANO, the last field counts nanoseconds
TIMEX = "@Illllilllll"  # struct timex, up to its time; the whole is 208 bytes
TIMEX_BYTES = 256


def running() -> timedelta:
    """Return how long the machine has run since it was started, sleep included; nobody can set this clock."""
    return timedelta(microseconds=time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000)


@lru_cache(maxsize=1)
def boot_id() -> str:
    """Return the name of this start of the machine; of this program, where the kernel gives none."""
    try:
        return BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return str(uuid4())


def network_time() -> datetime | None:
    """Return the time of day while a time service of the network keeps it, else None.

    Whoever sets the clock by hand ends that: the kernel then counts it as kept by nobody.
    """
    timex = ctypes.create_string_buffer(TIMEX_BYTES)
    if ctypes.CDLL(None).adjtimex(timex) not in range(NOT_KEPT):
        return None
    _, _, _, _, _, status, _, _, _, seconds, parts = struct.unpack_from(TIMEX, timex.raw)
    return EPOCH + timedelta(seconds=seconds, microseconds=parts // 1000 if status & NANOSECONDS else parts)


def battery_times() -> Iterator[datetime]:
    """Give what each clock with a battery says; one that has lost its power says nothing, or 1970."""
    for rtc in sorted(RTC_FOLDER.glob("rtc*")):
        try:
            yield EPOCH + timedelta(seconds=int((rtc / "since_epoch").read_text(encoding="ascii")))
        except (OSError, ValueError, OverflowError):
            continue
