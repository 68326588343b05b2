"""Cut folded words down to what their forms have in common: fractions, fraction → fract."""

import re

from Stemmer import Stemmer  # type: ignore[import-not-found]

LANGUAGES = {"fr": "french", "en": "english", "ar": "arabic"}  # language of the content → Snowball's name
CUTS = 3  # additionner → addition → addit, as additions
ARABIC_LETTER = re.compile("[\u0620-\u064a]")
JOINED_BEFORE = re.compile(r"^(?:[وفبك]ال|لل)(?=\w\w)")  # « and the », « with the », which Snowball leaves


def stem(word: str, language: str) -> str:
    """Return what the forms of a folded word share; the word itself in a language without a stemmer."""
    if language not in LANGUAGES:
        return word
    if language == "ar":
        word = JOINED_BEFORE.sub("", word)
    cutter = Stemmer(LANGUAGES[language], 0)  # half a microsecond; one may not serve two threads
    for _ in range(CUTS):
        word = cutter.stemWord(word)
    return word


def stems(word: str) -> set[str]:
    """Return the stems of a folded word in every language that it may be of, by its letters."""
    languages = ["ar"] if ARABIC_LETTER.search(word) else ["fr", "en"]
    return {stem(word, language) for language in languages}
