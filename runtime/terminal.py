"""What a program says in a terminal: French, and English where the terminal asks for it."""

import os
from collections.abc import Mapping


def speaks_english(environment: Mapping[str, str] = os.environ) -> bool:
    """Say whether the terminal asks for English: its `LC_ALL`, or else its `LANG`, begins with "en"."""
    asked = environment.get("LC_ALL") or environment.get("LANG") or ""
    return asked.lower().startswith("en")


def counted(number: int, words: str) -> str:
    """Return how many there are: "1 clé faite", "13 clés faites"; `words` stand in the singular."""
    is_one = number == 1 or (number == 0 and not speaks_english())  # French says "0 octet"
    return f"{number} {words if is_one else ' '.join(word + 's' for word in words.split())}"


def said(french: str, english: str) -> str:
    """Return what to say in the language of the terminal."""
    return english if speaks_english() else french
