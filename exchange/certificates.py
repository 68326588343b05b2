"""The number of a certificate: made on a box, checked at the ministry, typed from paper in between.

Fifty random bits and a check, in Crockford's base 32 (no I, L, O, U): "7K3M-9QXT-0AZ4". Two boxes that never
meet give each other's number once in a thousand million; any one wrong letter, or two that changed places,
is seen by the check: what is left when the number is divided by the largest prime below 32 × 32.
"""

import secrets

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READ_AS = str.maketrans("ILO", "110")  # what paper and hands make of them
BITS, CHARACTERS = 50, 12
PRIME = 1021
GROUP = 4


def new_number() -> str:
    """Return a number that no certificate has."""
    return number_of(secrets.randbits(BITS))


def number_of(value: int) -> str:
    """Return a value of 50 bits with its check, in groups of four letters."""
    letters = _written(value, CHARACTERS - 2) + _written(value % PRIME, 2)
    return "-".join(letters[place : place + GROUP] for place in range(0, CHARACTERS, GROUP))


def read_number(typed: str) -> str | None:
    """Return the number as it is printed, from what was typed; None for what is no number of ours."""
    letters = "".join(letter for letter in typed.upper().translate(READ_AS) if letter not in " -–.")
    if len(letters) != CHARACTERS or not set(letters) <= set(LETTERS):
        return None
    number = number_of(_value(letters[:-2]))
    return number if number.replace("-", "") == letters else None


def _written(value: int, characters: int) -> str:
    return "".join(LETTERS[value >> 5 * place & 31] for place in reversed(range(characters)))


def _value(letters: str) -> int:
    value = 0
    for letter in letters:
        value = value * len(LETTERS) + LETTERS.index(letter)
    return value
