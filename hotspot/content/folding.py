"""Bring text into the one plain form in which it is compared, however a phone or an author has typed it.

Most phones here have no ɛ, no œ and no harakat on their keyboards, and nobody takes the time for É.
"""

import re
import unicodedata

# Letters that NFKD leaves whole, and what is typed in their place.
LETTERS = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
AFRICAN = str.maketrans("ɓɗɖɛǝəɣɩɨƙŋɲɔʋʊƴƒ", "bddeeegiiknnovuyf")
ARABIC = str.maketrans("ٱىیةہکڨ", "اييههكق", "ءـ")  # hamza and tatweel are left out
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
APOSTROPHES = str.maketrans(dict.fromkeys("ʹʺʻʼʽʾʿˈˌ", " "))  # Unicode counts these as letters
TABLE = str.maketrans(LETTERS) | AFRICAN | ARABIC | DIGITS | APOSTROPHES

ARTICLE = re.compile(r"\b(?:ال)+(?=\w\w)")
NOT_IN_WORDS = re.compile(r"[\W_]+")
GROUPED = re.compile(r"(?<=\d)[ ,.\u00a0\u202f](?=\d{3}(?!\d))")  # 1 000 is one number


def folded(text: str) -> str:
    """Return a text without case, accents, signs, Arabic articles, or letters typed one for the other."""
    if text.isascii():
        return " ".join(NOT_IN_WORDS.sub(" ", text.lower()).split())
    plain = _plain(_plain(text)).translate(TABLE)  # twice: folding the case may bring new marks
    words = " ".join(NOT_IN_WORDS.sub(" ", plain).split())
    return ARTICLE.sub("", words)


def words_of(text: str) -> list[str]:
    """Return the folded words of a text; a number in groups, as 1 000, is one word."""
    return folded(GROUPED.sub("", text)).split()


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
