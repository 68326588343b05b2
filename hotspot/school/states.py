"""What follows from the verdicts on one question: its state, its hints, its grain in the ear, as arithmetic.

First miss: say why. Second miss: the next hint opens. Third miss: the worked answer is shown. It is at once
where the learner asks for it (HELP), and in a placement. A near answer is no miss the first time, so that a
forgotten unit costs nothing. The first answer that counts decides.
"""

from collections.abc import Sequence
from typing import Literal

State = Literal["open", "right", "shown"]
Outcome = Literal["got", "tried", "now", ""]

MISSES_BEFORE_A_HINT = 2
MISSES_BEFORE_THE_ANSWER = 3
HELP = "help"  # beside the verdicts of learning/exercises: "je ne comprends pas", and no hint was left


def misses_in(verdicts: Sequence[str]) -> int:
    """Return how many answers were misses; the first near one is none."""
    return verdicts.count("wrong") + max(0, verdicts.count("near") - 1)


def state_after(verdicts: Sequence[str], purpose: str = "") -> State:
    """Return "right" after a right answer, "shown" when the worked answer is there to read, else "open".

    `purpose` is why the question was asked.
    """
    if "right" in verdicts:
        return "right"
    allowed = 1 if purpose == "placement" else MISSES_BEFORE_THE_ANSWER
    return "shown" if HELP in verdicts or misses_in(verdicts) >= allowed else "open"


def hints_open(verdicts: Sequence[str], hints_asked: int, hints: int) -> int:
    """Return how many of the `hints` are open: those asked for, and one more after the second miss."""
    earned = 1 if misses_in(verdicts) >= MISSES_BEFORE_A_HINT else 0
    return min(hints, hints_asked + earned)


def decides(before: Sequence[str], verdict: str) -> bool:
    """Say whether this is the first answer that counts; `before`: the verdicts on the tries before it."""
    return list(before) == ["near"] or (not before and verdict != "near")


def first_result(verdicts: Sequence[str], hint_came_first: bool) -> bool | None:
    """Say whether the first answer that counts was right, without a hint before; None before there is one."""
    for place, verdict in enumerate(verdicts):
        if decides(verdicts[:place], verdict):
            return verdict == "right" and not hint_came_first
    return None


def is_got(verdicts: Sequence[str], hint_came_first: bool) -> bool:
    """Say whether the question counts as right: without a miss, without a hint before the first answer."""
    return state_after(verdicts) == "right" and misses_in(verdicts) == 0 and not hint_came_first


def outcome_of(verdicts: Sequence[str], hint_came_first: bool, purpose: str = "") -> Outcome:
    """Return the grain of the ear for a question that was asked."""
    if state_after(verdicts, purpose) == "open":
        return "now"
    return "got" if is_got(verdicts, hint_came_first) else "tried"


def next_band(band: int, verdicts: Sequence[str], hint_came_first: bool) -> int:
    """Return the band after a question of `band`: harder when it was got, easier when it was shown."""
    if state_after(verdicts) == "shown":
        return max(0, band - 1)
    return band + 1 if is_got(verdicts, hint_came_first) else band
