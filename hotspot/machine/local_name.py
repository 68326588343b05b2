"""The box's own name on the networks it is on: ecole.local, or ecole-2.local beside another box.

Which number a box takes, where it keeps it, what it is called just now. `multicast.py` asks and announces.
"""

from collections.abc import Iterable, Mapping
from ipaddress import IPv4Address
from typing import NamedTuple

import msgspec

from exchange.errors import WorthAnotherTry
from hotspot.machine import ledgers
from hotspot.settings import Settings

LEDGER = "local_name.json"
NUMBERS = range(1, 41)  # boxes in one hall; forty questions are one packet
_here = ""


class NoFreeName(WorthAnotherTry):
    """Other machines hold every name."""


class Rival(NamedTuple):
    """Another machine that holds a name, and this box on the same network."""

    own: IPv4Address
    other: IPv4Address


class Kept(msgspec.Struct):
    """What a box was called last, without its number, and the number."""

    name: str
    number: int


def host_name(name: str, number: int) -> str:
    """Return the name to type: the first box has no number."""
    return f"{name}.local" if number == 1 else f"{name}-{number}.local"


def number_for(kept: int, rivals: Mapping[int, Iterable[Rival]], *, is_announced: bool) -> int:
    """Return the number to bear: the kept one, or the first that is free when another machine has it.

    Of two boxes that have announced the same name before they met, the one of the lower address keeps it:
    both see the same two addresses, so exactly one of them goes.

    Raises:
        NoFreeName: every number is taken.
    """
    facing = list(rivals.get(kept, ()))
    if not facing or (is_announced and all(rival.own < rival.other for rival in facing)):
        return kept
    for number in NUMBERS:
        if not list(rivals.get(number, ())):
            return number
    raise NoFreeName(f"All {len(NUMBERS)} names are taken on this network")


def kept_number(settings: Settings) -> int:
    """Return the number of this box, 1 when it has none yet, or had it under another name."""
    try:
        content = ledgers.read(settings, LEDGER)
        kept = msgspec.json.decode(content, type=Kept) if content else None
    except (OSError, ValueError):  # of msgspec, or of bytes that are no text
        return 1
    return kept.number if kept and kept.name == settings.local_name and kept.number in NUMBERS else 1


def keep_number(settings: Settings, number: int) -> None:
    """Keep the number for the next start.

    Raises:
        OSError: the card is full, or can only be read.
    """
    if number != kept_number(settings):
        ledgers.write(settings, LEDGER, msgspec.json.encode(Kept(settings.local_name, number)))


def name_here() -> str:
    """Return what the box is called on its networks just now, "" while it is not announced."""
    return _here


def note_name(name: str) -> None:
    """Note what the box is called from now on; "" when it is not announced any more."""
    global _here  # noqa: PLW0603 – one box, one name
    _here = name
