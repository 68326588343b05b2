"""How many phones this Pi's own radio bears, and whether it bears a key: read from the system's files.

The memory of the radio's firmware sets the limit. Nobody publishes it: the numbers come from the field.
"""

from dataclasses import dataclass
from pathlib import Path

SYSTEM = Path("/")
MODEL = "proc/device-tree/model"
FIRMWARE_NAME = "cyfmac43455-sdio.bin"
FIRMWARE_LINK = f"etc/alternatives/{FIRMWARE_NAME}"  # kept by update-alternatives
MINIMAL_FIRMWARE = "/lib/firmware/cypress/cyfmac43455-sdio-minimal.bin"
BIG_CHIP = "CYW43455"
CHIPS = {  # the beginning of the model's name → chip; the longest that fits counts
    "Raspberry Pi 3 Model A Plus": BIG_CHIP,
    "Raspberry Pi 3 Model B Plus": BIG_CHIP,
    "Raspberry Pi 4 Model B": BIG_CHIP,
    "Raspberry Pi Compute Module 4": BIG_CHIP,
    "Raspberry Pi 5": BIG_CHIP,
    "Raspberry Pi 500": BIG_CHIP,
    "Raspberry Pi 400": "CYW43456",
    "Raspberry Pi 3 Model B": "BCM43430",
    "Raspberry Pi Zero W": "BCM43430",
    "Raspberry Pi Zero 2 W": "BCM43436",
}
PHONES = {  # (chip, firmware) → how many phones; what is not here nobody has counted
    (BIG_CHIP, "standard"): 8,  # 7.45.265: the ninth cannot join
    (BIG_CHIP, "minimal"): 19,  # 7.45.241
    ("BCM43430", ""): 10,
}
PLANNED_PHONES = 8  # where nobody has counted


@dataclass(frozen=True)
class Radio:
    """The radio of this machine. `phones` is None where nobody has counted; texts are empty where unknown."""

    board: str = ""
    chip: str = ""
    firmware: str = ""  # "standard" or "minimal", on the big chip only
    phones: int | None = None

    @property
    def bears_key(self) -> bool:
        """With a key, other chips let phones in but lose what they send, or none joins."""
        return self.chip == BIG_CHIP

    @property
    def could_bear_more(self) -> bool:
        """Another firmware of the same package would let more phones in."""
        return self.chip == BIG_CHIP and self.firmware != "minimal"


def this_radio() -> Radio:
    """Return the radio of this machine."""
    return radio_of(SYSTEM)


def radio_of(root: Path) -> Radio:
    """Return the radio of the machine whose files stand under `root`."""
    board = _board(root)
    fitting = [beginning for beginning in CHIPS if f"{board} ".startswith(f"{beginning} ")]
    if not fitting:
        return Radio(board)
    chip = CHIPS[max(fitting, key=len)]
    firmware = _firmware(root) if chip == BIG_CHIP else ""
    return Radio(board, chip, firmware, PHONES.get((chip, firmware)))


def _board(root: Path) -> str:
    try:
        return (root / MODEL).read_bytes().rstrip(b"\0\n").decode("utf-8", "replace")
    except OSError:
        return ""


def _firmware(root: Path) -> str:
    """Return the variant that the link names; "" where there is no link or another name."""
    try:
        target = (root / FIRMWARE_LINK).readlink().name
    except OSError:
        return ""
    variant = target.removeprefix("cyfmac43455-sdio-").removesuffix(".bin")
    return variant if variant in ("standard", "minimal") else ""
