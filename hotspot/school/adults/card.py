"""The printed card of forty numbered codes: what cannot be undone asks for one of them, used once.

Passwords and cookies go over a Wi-Fi that somebody may overhear; the card does not. So a code that was typed
is used up at once, whatever became of the page it was typed on. The card stands in `ledgers/`: no school
restored from a copy brings a used code back.
"""

import logging
import secrets
from threading import Lock
from typing import Literal

import msgspec

from hotspot.machine import ledgers
from hotspot.school import codes, waiting
from hotspot.settings import Settings

CODES_A_CARD = 40
COST = 2**11  # of scrypt: forty codes in half a second on a Pi 4; their hashes never leave the box
FEW = 8  # when so many are left, the head is told
NAME = "card.json"
DOOR = "card"

Answer = Literal["right", "wrong", "used", "too soon"]


class Card(msgspec.Struct):
    """What is kept of a card. One salt for all codes: one slow hash finds which one was typed."""

    salt: str
    hashes: list[str]
    used: set[int] = msgspec.field(default_factory=set)  # numbers, from 1
    is_at_claim: bool = False  # the school's first, and the head has not said yet that it is on paper


log = logging.getLogger(__name__)
_one_at_a_time = Lock()


def new_card(settings: Settings) -> list[str]:
    """Make a card, which voids the one before; return its codes from number 1 on, to be shown once."""
    figures = _different(CODES_A_CARD)
    salt = secrets.token_bytes(codes.SALT_BYTES)
    hashes = [codes.salted(code, salt, COST).hex() for code in figures]
    with _one_at_a_time:
        _write(settings, Card(salt.hex(), hashes, is_at_claim=is_at_claim(settings)))
    return figures


def is_at_claim(settings: Settings) -> bool:
    """Say whether the school's first card is still to be put on paper: until then it asks for no code."""
    card = _read(settings)
    return card is None or card.is_at_claim


def put_on_paper(settings: Settings) -> None:
    """Note that the card is on paper: from now on another one asks for a code."""
    with _one_at_a_time:
        card = _read(settings)
        if card is not None:
            card.is_at_claim = False
            _write(settings, card)


def next_number(settings: Settings) -> int | None:
    """Return the number of the next code to ask for; None when there is no card, or none is left on it."""
    card = _read(settings)
    return None if card is None else min(_left(card), default=None)


def left(settings: Settings) -> int:
    """Return how many codes are left."""
    card = _read(settings)
    return 0 if card is None else len(_left(card))


def use(settings: Settings, code: str, device: str) -> Answer:
    """Use a code up, and say whether what it was typed for may be done.

    Any code of the card that is left will do. Who has tried wrong ones must wait: a right code is used up
    then too, for it was typed, but opens nothing.
    """
    with _one_at_a_time:
        wait = waiting.wait_seconds(DOOR, device)
        number, was_left = _spend(settings, code)
        if wait:
            return "too soon"
        if not was_left:
            waiting.note_failure(DOOR, device)
            return "used" if number else "wrong"
    waiting.forget(DOOR)
    return "right"


def use_of_stranger(settings: Settings, code: str, device: str) -> None:
    """Use up a code that was typed where no adult's turn is any more: it may have been overheard.

    Who is no adult and tries codes waits alone, and keeps no adult from the card.
    """
    door = f"{DOOR} of {device}"
    with _one_at_a_time:
        if not waiting.wait_seconds(door, device) and not _spend(settings, code)[1]:
            waiting.note_failure(door, device)


def wait_seconds(device: str) -> int:
    """Return how long this device waits before a code is looked at; 0 is at once."""
    return waiting.wait_seconds(DOOR, device)


def _spend(settings: Settings, code: str) -> tuple[int, bool]:
    """Use a code up; return its number, 0 when it is not on the card, and whether it was left."""
    card = _read(settings)
    if card is None:
        return 0, False
    found = codes.salted(code, bytes.fromhex(card.salt), COST).hex()
    number = card.hashes.index(found) + 1 if found in card.hashes else 0
    was_left = number > 0 and number not in card.used
    if was_left:
        card.used.add(number)
        card.is_at_claim = False
        _write(settings, card)
    return number, was_left


def _left(card: Card) -> list[int]:
    return [number for number in range(1, len(card.hashes) + 1) if number not in card.used]


def _different(count: int) -> list[str]:
    """Return so many codes, no two alike."""
    found: set[str] = set()
    while len(found) < count:
        found.add(codes.new_code())
    return secrets.SystemRandom().sample(sorted(found), count)


def _read(settings: Settings) -> Card | None:
    """Return the card, None before the first; of one that cannot be read, no code is left."""
    kept = ledgers.read(settings, NAME)
    try:
        return msgspec.json.decode(kept, type=Card) if kept is not None else None
    except ValueError:
        log.error("%s cannot be read: a new card is needed", NAME)
        return Card("", [])


def _write(settings: Settings, card: Card) -> None:
    ledgers.write(settings, NAME, msgspec.json.encode(card))
