"""Reads a number as children write it: comma or point, spaces, fractions, mixed numbers, a unit behind."""

import re
from dataclasses import dataclass
from fractions import Fraction

from learning.exercises.marking.tidying import plain, tidy

LONGEST = 60  # characters
VULGAR = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅛": "1/8"}

PIECES = re.compile(
    r"(?P<sign>[+-]?) ?(?P<body>[0-9.,'/ ]*[0-9][.,]?)(?P<unit> ?(?:[^\W\d_]|[$€])[^0-9]*[23]?)?"
)
PLAIN = re.compile(r"([0-9]*)(?:[.,]([0-9]*))?")
FRACTION = re.compile(r"([0-9]+) ?/ ?([0-9]+)")
MIXED = re.compile(r"([0-9]+) +([0-9]+) ?/ ?([0-9]+)")
THOUSANDS = {"en": " ',"}  # elsewhere also the point, as on price boards: "25.000 F"
THOUSANDS_ELSEWHERE = " '."


@dataclass(frozen=True)
class Reading:
    """One way to understand what was typed: a number, and the words behind it."""

    number: Fraction
    unit: str


def readings(answer: str, language: str) -> list[Reading]:
    """Return the ways to read the answer as a number: none, one, or two ("1.284" in French)."""
    text = plain(_with_plain_fractions(answer)).removesuffix(" .")
    found = PIECES.fullmatch(text)
    if found is None or len(text) > LONGEST:
        return []
    sign = -1 if found["sign"] == "-" else 1
    unit = (found["unit"] or "").strip()
    return [Reading(sign * number, unit) for number in _numbers(found["body"].strip(), language)]


def _with_plain_fractions(answer: str) -> str:
    text = tidy(answer)
    for sign, written in VULGAR.items():
        text = text.replace(sign, f" {written}")
    return text


def _numbers(body: str, language: str) -> list[Fraction]:
    if "/" in body:
        return _fractions(body)
    found = [_decimal(match[1], match[2]) for match in [PLAIN.fullmatch(body)] if match]
    for mark in THOUSANDS.get(language, THOUSANDS_ELSEWHERE):
        decimal_marks = "".join(sign for sign in ".," if sign != mark)
        grouped = rf"([1-9][0-9]{{0,2}}(?:{re.escape(mark)}[0-9]{{3}})+)(?:[{decimal_marks}]([0-9]*))?"
        if match := re.fullmatch(grouped, body):
            found.append(_decimal(match[1].replace(mark, ""), match[2]))
    return found


def _decimal(whole: str, decimals: str | None) -> Fraction:
    return Fraction(f"{whole or '0'}.{decimals or '0'}")


def _fractions(body: str) -> list[Fraction]:
    if match := FRACTION.fullmatch(body):
        top, bottom = int(match[1]), int(match[2])
        return [Fraction(top, bottom)] if bottom else []
    if match := MIXED.fullmatch(body):
        whole, top, bottom = (int(part) for part in match.groups())
        return [whole + Fraction(top, bottom)] if top < bottom else []
    return []
