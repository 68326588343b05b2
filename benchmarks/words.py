"""Words to fill a large edition with: some that schools use, many made up, all the same in every run."""

import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

HERE = Path(__file__).parent
SCHOOL_WORDS = (HERE / "words.fr.txt").read_text(encoding="utf-8").split()
ARABIC_WORDS = (HERE / "words.ar.txt").read_text(encoding="utf-8").split()
SMALL_WORDS = (
    "le",
    "la",
    "les",
    "un",
    "une",
    "des",
    "de",
    "du",
    "à",
    "et",
    "en",
    "sur",
    "pour",
    "dans",
    "qui",
)
ONSETS = (
    "b",
    "bl",
    "c",
    "ch",
    "cl",
    "d",
    "f",
    "g",
    "gr",
    "j",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "qu",
    "s",
    "tr",
    "v",
)
VOWELS = ("a", "e", "é", "è", "ê", "i", "o", "u", "ou", "ai", "eau", "eu", "an", "on", "in", "oi")
ENDINGS = ("", "", "s", "t", "r", "ment", "tion", "age", "eur", "ier", "ique", "elle")
MADE_UP = 3_000
ARABIC_SHARE = 0.08
USUAL_PLACES = (200, 1_500)  # of the words of the school, among all by how often they come


class Words:
    """An endless supply: a few words come often, most hardly ever, as in any text (Zipf)."""

    def __init__(self, seed: int = 7) -> None:
        self.dice = random.Random(seed)
        self.french = [*SMALL_WORDS, *self._made_up()]
        for word in SCHOOL_WORDS:  # in one text of sixty, more or less
            self.french.insert(self.dice.randrange(*USUAL_PLACES), word)
        self._weights = list(accumulate(1 / (place + 10) for place in range(len(self.french))))

    def body(self, how_many: int) -> str:
        """Return so many French words, 8 in 100 of them Arabic."""
        words = self.dice.choices(self.french, cum_weights=self._weights, k=how_many)
        for place in range(how_many):
            if self.dice.random() < ARABIC_SHARE:
                words[place] = self.dice.choice(ARABIC_WORDS)
        return " ".join(words).capitalize() + "."

    def arabic_body(self, how_many: int) -> str:
        """Return so many Arabic words."""
        return " ".join(self.dice.choices(ARABIC_WORDS, k=how_many)) + "."

    def title(self) -> str:
        """Return a French title: a word of the school and two others."""
        first, *others = self.dice.choice(SCHOOL_WORDS), *self.dice.sample(self.french, 2)
        return f"{first.capitalize()} et {' '.join(others)}"

    def arabic_title(self) -> str:
        """Return an Arabic title of three words."""
        return " ".join(self.dice.sample(ARABIC_WORDS, 3))

    def _made_up(self) -> Iterator[str]:
        known: set[str] = set()
        while len(known) < MADE_UP:
            syllables = self.dice.choice((1, 2, 2, 3))
            word = "".join(self.dice.choice(ONSETS) + self.dice.choice(VOWELS) for _ in range(syllables))
            word += self.dice.choice(ENDINGS)
            if word not in known:
                known.add(word)
                yield word
