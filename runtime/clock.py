"""The time of this machine, and which start of the machine it belongs to.

A box has no clock of its own: after a power cut its time may be wrong. What is written down therefore also
carries the start it belongs to, so that its order can be found again.
"""

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

KERNEL_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")  # random(4)


def now() -> datetime:
    """Return the time in UTC."""
    return datetime.now(UTC)


@lru_cache(maxsize=1)
def boot_id() -> str:
    """Return the name of this start of the machine; of this program, where the kernel gives none."""
    try:
        return KERNEL_BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return str(uuid4())
