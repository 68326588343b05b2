"""The label of the box: a code to claim it, used once, and a code for the day a password is forgotten.

Only their hashes are kept, in `ledgers/`: no school restored from a copy makes a box unclaimed.
"""

import hashlib
import logging
from dataclasses import dataclass
from threading import Lock, RLock
from typing import Literal

import msgspec

from hotspot.machine import ledgers
from hotspot.school import codes, waiting
from hotspot.settings import Settings

NAME = "label.json"
CLAIM_DOOR, RECOVERY_DOOR = "claim", "recovery"

Answer = Literal["right", "wrong", "too soon"]


@dataclass(frozen=True)
class Label:
    """What is printed on a label."""

    claim: str
    recovery: str


class Kept(msgspec.Struct):
    """What the box keeps of its label: hashes. `claim` is "" once it was used."""

    claim: str
    recovery: str
    was_typed: bool = False  # the recovery code has gone over the air


log = logging.getLogger(__name__)
_one_at_a_time = Lock()
_typing_recovery = RLock()


def new_label(settings: Settings) -> Label:
    """Make the codes of a label, to be shown once; those of the label before are void."""
    label = Label(codes.new_code(), codes.new_code())
    _write(settings, Kept(codes.hash_of(label.claim), codes.hash_of(label.recovery)))
    return label


def can_claim(settings: Settings) -> bool:
    """Say whether the box has a label whose claim code was not used yet."""
    kept = _read(settings)
    return kept is not None and bool(kept.claim)


def mark(settings: Settings) -> str:
    """Return what a phone keeps that has typed the claim code; "" when that code is used up."""
    kept = _read(settings)
    return hashlib.sha256(kept.claim.encode()).hexdigest()[:16] if kept and kept.claim else ""


def try_claim(settings: Settings, code: str, device: str) -> Answer:
    """Say whether this is the code to claim the box with; it stays good until `claimed`."""
    kept = _read(settings)
    return _try(CLAIM_DOOR, code, kept.claim if kept else "", device)


def claimed(settings: Settings) -> None:
    """Use the claim code up: the school is made."""
    kept = _read(settings)
    if kept:
        kept.claim = ""
        _write(settings, kept)


def try_recovery(settings: Settings, code: str, device: str) -> Answer:
    """Say whether this is the recovery code, and note that it went over the air."""
    with _typing_recovery:
        kept = _read(settings)
        answer = _try(RECOVERY_DOOR, code, kept.recovery if kept else "", device)
        if kept and answer == "right" and not kept.was_typed:
            kept.was_typed = True
            _write(settings, kept)
    return answer


def try_recovery_for_card(settings: Settings, code: str, device: str) -> Answer | Literal["typed before"]:
    """Say whether this is the recovery code, never typed before: once, also when it comes twice at once."""
    with _typing_recovery:
        was_fresh = is_fresh(settings)
        answer = try_recovery(settings, code, device)
    return "typed before" if answer == "right" and not was_fresh else answer


def is_fresh(settings: Settings) -> bool:
    """Say whether the recovery code was never typed: only then may it stand for a code of the card."""
    kept = _read(settings)
    return kept is not None and not kept.was_typed


def _try(door: str, code: str, kept: str, device: str) -> Answer:
    with _one_at_a_time:
        if waiting.wait_seconds(door, device):
            return "too soon"
        if not kept or not codes.is_code(code, kept):
            waiting.note_failure(door, device)
            return "wrong"
    waiting.forget(door)
    return "right"


def _read(settings: Settings) -> Kept | None:
    """Return what is kept, None where nothing is, or nothing that can be read."""
    kept = ledgers.read(settings, NAME)
    try:
        return msgspec.json.decode(kept, type=Kept) if kept else None
    except ValueError:
        log.error("%s cannot be read: make a new one with `hotspot label`", NAME)
        return None


def _write(settings: Settings, kept: Kept) -> None:
    ledgers.write(settings, NAME, msgspec.json.encode(kept))
