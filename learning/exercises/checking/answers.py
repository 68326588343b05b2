"""Checks that a question has one right answer: no distractor is equal to it, no two cards read the same."""

from collections.abc import Callable, Iterable, Sequence

from exchange.documents import Exercise, Words
from learning.exercises.asking.frame import Frame, frame_of
from learning.exercises.checking.domain import example
from learning.exercises.checking.problem import Findings
from learning.exercises.dice import Dice
from learning.exercises.expressions import number_from
from learning.exercises.marking.comparing import comparable
from learning.exercises.values import Values

FEWEST_DISTRACTORS = 2


def check_answers(
    exercise: Exercise, words: Words, languages: Sequence[str], draws: list[Values], findings: Findings
) -> None:
    """Find the draws in which a question has two right answers, or too few cards.

    Raises:
        ExpressionError: a value cannot be worked out; `check_draws` says where.
    """
    look = BY_TYPE.get(exercise.type)
    for values in draws:
        for language in languages:
            frame = frame_of(exercise, words, language, values, Dice("check"))
            if look and frame.setting.language == language:
                look(frame, findings)


def _example(frame: Frame) -> str:
    return example(frame.exercise, dict(frame.setting.values))


def _choice(frame: Frame, findings: Findings) -> None:
    exercise = frame.exercise
    right = frame.shown(exercise.right).strip()
    others = set()
    for place, wrong in enumerate(exercise.wrong):
        if wrong.when and not frame.holds(wrong.when):
            continue
        text = frame.shown(wrong.value).strip()
        if text == right:
            what = "deux bonnes réponses : cette valeur est aussi la réponse"
            findings.add(
                f"wrong[{place}].value", what, "Changez-le, ou écartez ce cas par when.", _example(frame)
            )
        else:
            others.add(text)
    if len(others) < FEWEST_DISTRACTORS:
        findings.add("wrong", "moins de deux réponses fausses", "Ajoutez-en une.", _example(frame))


def _choices(frame: Frame, findings: Findings) -> None:
    rights = [frame.holds(option.right) for option in frame.exercise.options]
    if all(rights) or not any(rights):
        what = "toutes les cartes sont bonnes, ou aucune" if rights else "aucune carte"
        findings.add("options", what, "Il faut une bonne carte et une autre.", _example(frame))
    _all_different(
        "options", (frame.shown(option.value) for option in frame.exercise.options), frame, findings
    )


def _order(frame: Frame, findings: Findings) -> None:
    _all_different("items", (frame.shown(item) for item in frame.exercise.items), frame, findings)


def _match(frame: Frame, findings: Findings) -> None:
    pairs = frame.exercise.pairs
    _all_different("pairs", (frame.shown(pair.left) for pair in pairs), frame, findings)
    if len({frame.shown(pair.right) for pair in pairs}) < FEWEST_DISTRACTORS:
        findings.add(
            "pairs", "tout va avec la même chose", "Donnez deux choses à droite au moins.", _example(frame)
        )


def _gaps(frame: Frame, findings: Findings) -> None:
    for place, gap in enumerate(frame.exercise.gaps):
        if not gap.choices:
            continue
        choices = [frame.shown(choice) for choice in gap.choices]
        if frame.shown(gap.right) not in choices:
            how = "Ajoutez la réponse aux choix du trou."
            findings.add(f"gaps[{place}]", "la réponse n’est pas parmi les choix", how, _example(frame))
        _all_different(f"gaps[{place}].choices", choices, frame, findings)


def _all_different(where: str, texts: Iterable[str], frame: Frame, findings: Findings) -> None:
    listed = [text.strip() for text in texts]
    if len(set(listed)) < len(listed):
        twice = next(text for text in listed if listed.count(text) > 1)
        findings.add(
            where,
            "deux cartes se lisent de même",
            "Écartez ce cas par where.",
            f"« {twice} », {_example(frame)}",
        )


BY_TYPE: dict[str, Callable[[Frame, Findings], None]] = {
    "choice": _choice,
    "choices": _choices,
    "order": _order,
    "match": _match,
    "gaps": _gaps,
}


def check_slips(
    exercise: Exercise, words: Words, languages: Sequence[str], draws: list[Values], findings: Findings
) -> None:
    """Find predicted wrong answers that never come, or are right in every draw of all bands.

    A slip may fall on the right answer now and then: it is right then, and marked so.

    Raises:
        ExpressionError: a value cannot be worked out; `check_draws` says where.
    """
    frames = [
        frame_of(exercise, words, language, values, Dice("check"))
        for language in languages
        for values in draws
    ]
    for place, wrong in enumerate(exercise.wrong):
        met = [frame for frame in frames if not wrong.when or frame.holds(wrong.when)]
        if not met:
            findings.add(f"wrong[{place}].when", "cette erreur n’arrive jamais", "Changez la condition when.")
        elif exercise.type in ("number", "text") and all(
            _is_right(one, one.shown(wrong.value)) for one in met
        ):
            what = "cette erreur prévue est toujours la bonne réponse"
            findings.add(f"wrong[{place}].value", what, "Changez sa valeur.", _example(met[0]))


def _is_right(frame: Frame, slip: str) -> bool:
    exercise = frame.exercise
    if exercise.type == "number":
        return slip == frame.shown(exercise.right)
    rights = (frame.shown(value) for value in (exercise.right, *exercise.accept))
    policy = exercise.accents, exercise.case
    return any(comparable(slip, *policy) == comparable(right, *policy) for right in rights)


def check_pictures(
    exercise: Exercise, words: Words, language: str, draws: list[Values], findings: Findings
) -> None:
    """Find drawn cards that look like the right one: 3 o’clock and 15 o’clock have one face.

    Raises:
        ExpressionError: a drawing cannot be made; `check_draws` says where.
    """
    for values in draws if exercise.right_drawing else ():
        frame = frame_of(exercise, words, language, values, Dice("check"))
        right = frame.drawn(exercise.right_drawing)
        for place, wrong in enumerate(exercise.wrong):
            if (not wrong.when or frame.holds(wrong.when)) and frame.drawn(wrong.drawing) == right:
                what = "deux bonnes réponses : ce dessin est celui de la réponse"
                findings.add(f"wrong[{place}].drawing", what, "Écartez ce cas par when.", _example(frame))


def check_tolerance(exercise: Exercise, words: Words, draws: list[Values], findings: Findings) -> None:
    """Find a tolerance below zero: with it, no answer would be right.

    Raises:
        ExpressionError: it cannot be worked out; `check_draws` says where.
    """
    for values in draws if exercise.type == "number" else ():
        frame = frame_of(exercise, words, "fr", values, Dice("check"))
        if number_from(frame.worth(exercise.tolerance)) < 0:
            findings.add("tolerance", "tolérance négative", "Écrivez 0 ou plus.", _example(frame))
