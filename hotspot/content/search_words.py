"""The words of a search: what is asked of the index for each, and the word that was meant by a slip."""

import json

from hotspot.content.folding import words_of
from hotspot.content.stemming import ARABIC_LETTER, stems
from hotspot.content.tables import ask

WORDS_AT_MOST = 8  # a title has no more; each is one clause of the query
LONGEST_WORD = 30  # letters
SHORTEST_BEGINNING = 2  # letters: one would find half of all there is
SHORTEST_SLIP = 3  # letters: a shorter word has too many neighbours
SHORTEST_NEAR = 3  # letters that a near word begins with
SHORTEST_ALIKE = 5  # letters, and half of the word, that the word that was meant begins with
NEAR_WORDS = 4

# Words that stand in every text and are not what is looked for, folded; l' d' qu' n' s' c' j' m' among them.
SMALL_WORDS = frozenset(
    """
    a au aux avec c ce ces cette comment d dans de des du elle en est et il j je l la le les leur m ma mes
    mon n nous on ou par pas pour qu que quel quelle qui s sa se ses son sont sur t ta te tes ton tu un une
    vous y the an and are how in is it of or to what with
    في من على علي عن الي و او ما هو هي هذا هذه كيف
    """.split()  # noqa: SIM905 – seventy quoted strings would hide what is missing
)
LATIN = "abcdefghijklmnopqrstuvwxyz"
ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"

KNOWN = "SELECT 1 FROM finding_text WHERE finding_text MATCH ? LIMIT 1"
HEAVIEST = """
    SELECT folded FROM word_row WHERE folded IN (SELECT value FROM json_each(?))
    ORDER BY substr(folded, 1, 1) = ? DESC, weight DESC, folded LIMIT 1
"""
WRITTEN = "SELECT written FROM word_row WHERE folded = ?"
BEGUN = """
    SELECT folded, written FROM word_row WHERE folded >= ? AND folded < ?
    ORDER BY weight DESC, folded LIMIT ?
"""


def words_asked(text: str) -> list[str]:
    """Return the folded words to look for: without small words, unless there are no others."""
    words = list(dict.fromkeys(word[:LONGEST_WORD] for word in words_of(text)))
    return ([word for word in words if word not in SMALL_WORDS] or words)[:WORDS_AT_MOST]


def all_of(words: list[str]) -> str:
    """Return what FTS5 is asked for all of these words."""
    return " AND ".join(_clause(word) for word in words)


def any_of(words: list[str]) -> str:
    """Return what FTS5 is asked for at least one of these words."""
    return " OR ".join(_clause(word) for word in words)


def titles_with(words: list[str]) -> str:
    """Return what FTS5 is asked for titles with words that begin so: they are still being typed."""
    return " AND ".join(f'title : "{word}"*' for word in words)


def is_known(word: str) -> bool:
    """Say whether anything has this word, one that begins so, or another form of it."""
    return bool(ask(KNOWN, _clause(word)))


def meant_by(word: str) -> str:
    """Return the word that was meant by one that nothing has, or "".

    One slip away, the same first letter before others, then the most used; else one that begins alike by
    half: soustraction, soustraire.
    """
    if len(word) < SHORTEST_SLIP or word.isdigit():
        return ""
    candidates = json.dumps(sorted(one_slip_away(word)))
    found = [found for (found,) in ask(HEAVIEST, candidates, word[0])]
    alike = max(SHORTEST_ALIKE, -(-len(word) // 2))
    return next(iter(found or (one for one, _way in _begun_alike(word, alike))), "")


def near_words(word: str) -> list[str]:
    """Return words, as they are written, that share the longest beginning with this one, most used first."""
    return [way for _word, way in _begun_alike(word, SHORTEST_NEAR)]


def _begun_alike(word: str, shortest: int) -> list[tuple[str, str]]:
    """Return words that share the longest beginning, of `shortest` letters at least, and their writing."""
    for length in range(len(word) - 1, shortest - 1, -1):
        begins = word[:length]
        if rows := ask(BEGUN, begins, begins + chr(0x10FFFF), NEAR_WORDS):
            return [(found, way) for found, way in rows]
    return []


def written(words: list[str]) -> list[str]:
    """Return folded words as they are written most often: énergie."""
    return [next((found for (found,) in ask(WRITTEN, word)), word) for word in words]


def one_slip_away(word: str) -> set[str]:
    """Return what one letter too many, too few, wrong, or two swapped make of a word (Damerau 1964)."""
    letters = ARABIC if ARABIC_LETTER.search(word) else LATIN
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    shorter = {before + after[1:] for before, after in cuts if after}
    swapped = {before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1}
    wrong = {before + letter + after[1:] for before, after in cuts if after for letter in letters}
    longer = {before + letter + after for before, after in cuts for letter in letters}
    return (shorter | swapped | wrong | longer) - {word}


def _clause(word: str) -> str:
    """Return what stands for a word: itself or its beginning in titles and texts, or one of its stems.

    A folded word has letters and digits only, so that nothing in it means anything to FTS5.
    """
    if len(word) < SHORTEST_BEGINNING or word.isdigit() or word in SMALL_WORDS:
        return f'{{title body}} : "{word}"'
    clauses = [f'{{title body}} : "{word}"*']
    if len(word) == SHORTEST_BEGINNING:  # two letters begin half of all words in texts
        clauses = [f'title : "{word}"*', f'body : "{word}"']
    clauses += [f'stem : "{one}"' for one in sorted(stems(word))]
    return f"({' OR '.join(clauses)})"
