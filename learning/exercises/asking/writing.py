"""Questions whose answer is written: a number, a text, gaps in a text."""

from exchange.documents import Gap, Value, Word
from learning.exercises.asking.frame import Frame
from learning.exercises.errors import ExpressionError
from learning.exercises.expressions import Number, number_from
from learning.exercises.marking.units import sign_in
from learning.exercises.money import amount, sign_of
from learning.exercises.numbers import written
from learning.exercises.question import Expected, GapField, Key, Question, Slip
from learning.exercises.words import forms_of


def number(frame: Frame) -> Question:
    """Return a question whose answer is a number."""
    exercise = frame.exercise
    if not isinstance(exercise.right, str):
        raise ExpressionError("la réponse d’un nombre est une expression")
    right = number_from(frame.worth(exercise.right))
    tolerance = number_from(frame.worth(exercise.tolerance))
    unit = unit_of(frame)
    key = Key(
        language=frame.setting.language,
        expected=(Expected(right, tolerance),),
        slips=slips(frame),
        unit=unit,
        nouns=nouns(frame),
    )
    return Question(**frame.around(), unit=unit, answer=answered(frame, right, unit), key=key)


def answered(frame: Frame, right: Number, unit: str) -> str:
    """Return the right number as a child would write it, with its unit."""
    language = frame.setting.language
    if frame.exercise.unit == "money":
        return amount(right, frame.setting.money, language)
    return f"{written(right, language)}\u00a0{unit}".strip()


def text(frame: Frame) -> Question:
    """Return a question whose answer is a short text."""
    exercise = frame.exercise
    rights = tuple(frame.shown(value) for value in (exercise.right, *exercise.accept))
    key = Key(
        language=frame.setting.language,
        expected=(Expected(texts=rights),),
        slips=slips(frame),
        accents=exercise.accents,
        case=exercise.case,
    )
    return Question(**frame.around(), answer=rights[0], key=key)


def gaps(frame: Frame) -> Question:
    """Return a question whose answers fill the gaps of a text."""
    exercise = frame.exercise
    expected = tuple(gap_expected(frame, gap) for gap in exercise.gaps)
    around = frame.around()
    answer: str = around["text"]
    for place, gap in enumerate(exercise.gaps, start=1):
        answer = answer.replace(f"[[{place}]]", frame.shown(gap.right))
    key = Key(
        language=frame.setting.language,
        expected=expected,
        slips=slips(frame),
        accents=exercise.accents,
        case=exercise.case,
    )
    fields = tuple(gap_field(frame, place, gap) for place, gap in enumerate(exercise.gaps, start=1))
    return Question(**around, gaps=fields, answer=answer, key=key)


def gap_field(frame: Frame, place: int, gap: Gap) -> GapField:
    """Return the field of a gap, its choices mixed and each there once."""
    choices = dict.fromkeys(frame.shown(choice) for choice in gap.choices)
    return GapField(place, tuple(frame.dice.shuffled(list(choices))))


def gap_expected(frame: Frame, gap: Gap) -> Expected:
    """Return what a gap must hold: a number where it is written and a number, else a text."""
    worth = number_in(frame, gap.right)
    if worth is not None and not gap.choices:
        return Expected(worth)
    return Expected(texts=(frame.shown(gap.right),), chosen=bool(gap.choices))


def slips(frame: Frame) -> tuple[Slip, ...]:
    """Return the wrong answers that are expected for these values."""
    return tuple(
        Slip(
            frame.shown(wrong.value),
            number_in(frame, wrong.value),
            frame.text(wrong.say),
            wrong.misconception,
        )
        for wrong in frame.exercise.wrong
        if not wrong.when or frame.holds(wrong.when)
    )


def number_in(frame: Frame, value: Value) -> Number | None:
    """Return the value if it is a number."""
    if not isinstance(value, str):
        return None
    worth = frame.worth(value)
    return None if isinstance(worth, bool | str | Word) else worth


def unit_of(frame: Frame) -> str:
    """Return the unit after the field; "money" stands for the country's sign."""
    if frame.exercise.unit == "money":
        return sign_of(frame.setting.money, frame.setting.language)
    return sign_in(frame.setting.language, frame.exercise.unit)


def nouns(frame: Frame) -> tuple[str, ...]:
    """Return the words that a child may write after a number: the question's nouns, the country's money."""
    money, language = frame.setting.money, frame.setting.language
    francs = (sign_of(money, language), money.code) if not frame.exercise.unit else ()
    return (*forms_of([*frame.setting.values.values(), money.name], language), *francs)
