"""Questions whose answer is chosen: one card, or several."""

from exchange.documents import Drawing, Value
from learning.exercises.asking.frame import Frame
from learning.exercises.question import Choice, Key, Question

MOST_WRONG_CARDS = 3  # four cards fit an old phone's screen
KEYS = "abcdefghijklmnopqrstuvwxyz"


def choice(frame: Frame) -> Question:
    """Return a question with one right card among at most four."""
    exercise = frame.exercise
    right = card(frame, exercise.right, exercise.right_drawing)
    cards = {(right.text, right.drawing): (right, "", "")}
    for wrong in exercise.wrong:
        if wrong.when and not frame.holds(wrong.when):
            continue
        made = card(frame, wrong.value, wrong.drawing)
        cards.setdefault((made.text, made.drawing), (made, frame.text(wrong.say), wrong.misconception))
    others = frame.dice.shuffled(list(cards.values())[1:])[:MOST_WRONG_CARDS]
    mixed = frame.dice.shuffled([(right, "", ""), *others])
    shown = tuple(keyed(KEYS[place], made) for place, (made, _, _) in enumerate(mixed))
    key = Key(
        language=frame.setting.language,
        right_keys=frozenset(KEYS[place] for place, (made, _, _) in enumerate(mixed) if made is right),
        says={KEYS[place]: (say, slug) for place, (_, say, slug) in enumerate(mixed)},
        names={KEYS[place]: made.text for place, (made, _, _) in enumerate(mixed)},
    )
    return Question(**frame.around(), choices=shown, answer=right.text, key=key)


def choices(frame: Frame) -> Question:
    """Return a question with several right cards."""
    options = frame.dice.shuffled(frame.exercise.options)
    texts = [frame.shown(option.value) for option in options]
    rights = [frame.holds(option.right) for option in options]
    key = Key(
        language=frame.setting.language,
        right_keys=frozenset(letter for letter, right in zip(KEYS, rights, strict=False) if right),
        says={letter: (frame.text(option.say), "") for letter, option in zip(KEYS, options, strict=False)},
        names=dict(zip(KEYS, texts, strict=False)),
    )
    shown = tuple(Choice(letter, text) for letter, text in zip(KEYS, texts, strict=False))
    answer = "; ".join(text for text, right in zip(texts, rights, strict=True) if right)
    return Question(**frame.around(), choices=shown, answer=answer, key=key)


def card(frame: Frame, value: Value, drawing: Drawing | None) -> Choice:
    """Return a card without its key yet; its text names it even where only the drawing is seen."""
    return Choice("", frame.shown(value), frame.drawn(drawing))


def keyed(key: str, made: Choice) -> Choice:
    """Return the card as it is seen: a drawing speaks alone, its value in letters would tell the answer."""
    return Choice(key, "" if made.drawing else made.text, made.drawing)
