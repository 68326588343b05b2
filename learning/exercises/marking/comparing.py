"""Compares writings by the exercise's policy on accents and capitals, and finds near misses."""

import re
import unicodedata

from learning.exercises.marking.tidying import plain
from learning.exercises.question import Policy

SHORTEST_NEAR = 4  # letters: in shorter words a letter is the whole question ("a", "à", "et", "est")
HARAKAT = re.compile("[\u064b-\u0652\u0670]")  # vowel marks: a pupil may leave them out
FINAL_MARKS = (".", "?", "!")


def folded(text: str) -> str:
    """Return the text without accents and capitals."""
    return comparable(text, "fold", "fold")


def comparable(text: str, accents: Policy, case: Policy) -> str:
    """Return the text so that two right writings of the same thing become equal."""
    made = HARAKAT.sub("", plain(text))
    made = re.sub(r" +(?=[?!:;.,%'])|(?<=') +", "", made)
    made = re.sub(r'^" ?| ?"$', "", made)
    if case == "fold":
        made = made.casefold()
    if accents == "fold":
        parts = unicodedata.normalize("NFD", made)
        made = unicodedata.normalize(
            "NFC", "".join(part for part in parts if not unicodedata.combining(part))
        )
    return made


def is_same(given: str, right: str, accents: Policy, case: Policy) -> bool:
    """Tell whether the two are the same writing; a final point more does not count."""
    mine, theirs = comparable(given, accents, case), comparable(right, accents, case)
    if mine == theirs:
        return True
    return not theirs.endswith(FINAL_MARKS) and mine.endswith(".") and mine.rstrip(". ") == theirs


def near_miss(given: str, right: str, accents: Policy, case: Policy) -> str:
    """Return what is amiss in an answer that is nearly right: "accents", "capitals", "letter"; or ""."""
    mine, theirs = comparable(given, accents, case), comparable(right, accents, case)
    if not _changed_word_is_long(mine, theirs):
        return ""
    if is_same(given, right, accents, "fold"):
        return "capitals"
    if is_same(given, right, "fold", case):
        return "accents"
    return "letter" if is_one_letter_apart(mine.rstrip("."), theirs.rstrip(".")) else ""


def _changed_word_is_long(mine: str, theirs: str) -> bool:
    my_words, their_words = mine.split(), theirs.split()
    if len(my_words) != len(their_words):
        return _is_long(theirs)
    pairs = zip(my_words, their_words, strict=True)
    return all(_is_long(right) for word, right in pairs if word != right)


def _is_long(word: str) -> bool:
    letters = sum(letter.isalpha() for letter in word)
    return letters >= SHORTEST_NEAR and not any(letter.isdigit() for letter in word)


def is_one_letter_apart(a: str, b: str) -> bool:
    """Tell whether one letter added, left out or changed makes the one the other."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    return a[start + 1 :] == b[start + 1 :] or a[start:] == b[start + 1 :] or a[start + 1 :] == b[start:]
