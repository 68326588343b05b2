"""Questions whose answer is a place: put in order, match."""

from learning.exercises.asking.frame import Frame
from learning.exercises.question import Choice, Key, Question

KEYS = "abcdefghijklmnopqrstuvwxyz"


def order(frame: Frame) -> Question:
    """Return a question whose cards are to be numbered; they never come in the right order."""
    right = [frame.shown(item) for item in frame.exercise.items]
    mixed = frame.dice.shuffled(right)
    if mixed == right:
        mixed = mixed[1:] + mixed[:1]
    cards = tuple(Choice(letter, text) for letter, text in zip(KEYS, mixed, strict=False))
    key = Key(
        language=frame.setting.language,
        places={str(place): text for place, text in enumerate(right, start=1)},
        names={card.key: card.text for card in cards},
    )
    return Question(**frame.around(), choices=cards, answer="; ".join(right), key=key)


def match(frame: Frame) -> Question:
    """Return a question whose left-hand things each belong to one on the right."""
    pairs = [(frame.shown(pair.left), frame.shown(pair.right)) for pair in frame.exercise.pairs]
    pairs = frame.dice.shuffled(pairs)
    rights = frame.dice.shuffled(list(dict.fromkeys(right for _, right in pairs)))
    cards = tuple(Choice(letter, text) for letter, text in zip(KEYS, rights, strict=False))
    keys = {card.text: card.key for card in cards}
    key = Key(
        language=frame.setting.language,
        places={str(number): keys[right] for number, (_, right) in enumerate(pairs, start=1)},
        names={card.key: card.text for card in cards},
    )
    arrow = "←" if frame.setting.language == "ar" else "→"
    answer = "; ".join(f"{left} {arrow} {right}" for left, right in pairs)
    return Question(
        **frame.around(), choices=cards, lefts=tuple(left for left, _ in pairs), answer=answer, key=key
    )
