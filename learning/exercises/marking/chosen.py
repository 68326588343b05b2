"""Marks chosen cards: one, or several."""

from collections.abc import Iterable

from learning.exercises.question import Key, Mark
from learning.exercises.sentences import sentence


def mark_choice(chosen: Iterable[str], key: Key) -> Mark:
    """Return the verdict on one card; what is no card of the question counts as none chosen."""
    known = [letter for letter in chosen if letter in key.names]
    if not known:
        return Mark("empty", sentence("choose", key.language))
    letter = known[0]
    if len(known) == 1 and letter in key.right_keys:
        return Mark("right", sentence("right", key.language), "", key.names[letter])
    say, misconception = key.says.get(letter, ("", ""))
    return Mark("wrong", say or sentence("wrong", key.language), misconception, key.names[letter])


def mark_choices(chosen: Iterable[str], key: Key) -> Mark:
    """Return the verdict on several cards: all the right ones, and no other."""
    known = sorted({letter for letter in chosen if letter in key.names})
    if not known:
        return Mark("empty", sentence("choose", key.language))
    answered = "; ".join(key.names[letter] for letter in known)
    amiss = [letter for letter in known if letter not in key.right_keys]
    if amiss:
        say = next((key.says[letter][0] for letter in amiss if key.says[letter][0]), "")
        return Mark("wrong", say or sentence("too-many", key.language), "", answered)
    if len(known) < len(key.right_keys):
        return Mark("near", sentence("missing-some", key.language), "", answered)
    return Mark("right", sentence("right", key.language), "", answered)
