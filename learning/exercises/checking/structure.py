"""Checks what an exercise must hold for its type, before anything is drawn."""

import re
from collections.abc import Iterable, Sequence

from exchange.documents import Exercise
from learning.exercises.checking.problem import Findings
from learning.exercises.drawings import NAMES
from learning.exercises.expressions.functions import ARITIES
from learning.exercises.expressions.parser import WORDS

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST_HINTS = 3
LONGEST_UNIT = 12
FEWEST_CARDS = 2

SERVES = {  # which fields serve which types
    "options": ("choices",),
    "items": ("order",),
    "pairs": ("match",),
    "gaps": ("gaps",),
    "accept": ("text",),
    "wrong": ("number", "choice", "text", "gaps"),
    "right": ("number", "choice", "text"),
    "right_drawing": ("choice",),
    "unit": ("number",),
}
NEEDED = {
    "number": ("right",),
    "choice": ("right", "wrong"),
    "choices": ("options",),
    "text": ("right",),
    "order": ("items",),
    "match": ("pairs",),
    "gaps": ("text", "gaps"),
}


def check_structure(exercise: Exercise, languages: Sequence[str], findings: Findings) -> None:
    """Find missing and useless fields, names that clash, gaps that do not fit their text."""
    _check_fields(exercise, findings)
    _check_names(exercise, findings)
    _check_wrongs(exercise, findings)
    _check_gaps(exercise, languages, findings)
    if len(exercise.hints) > MOST_HINTS:
        findings.add(
            "hints", "plus de trois indices", "Gardez : regarde encore, l’étape d’après, presque la réponse."
        )
    if len(exercise.unit) > LONGEST_UNIT or "{" in exercise.unit:
        findings.add("unit", "l’unité n’est pas une unité", "Écrivez « cm », « kg » ou « money ».")


def _check_fields(exercise: Exercise, findings: Findings) -> None:
    for name, types in SERVES.items():
        if getattr(exercise, name) and exercise.type not in types:
            how = f"Retirez « {name} », ou changez le type : {', '.join(types)}."
            findings.add(name, f"« {name} » ne sert pas au type « {exercise.type} »", how)
    for name in NEEDED[exercise.type]:
        if not getattr(exercise, name):
            findings.add(name, f"« {name} » manque au type « {exercise.type} »", f"Ajoutez « {name} ».")
    for name in ("options", "items", "pairs"):
        if len(getattr(exercise, name)) == 1:
            findings.add(name, "il en faut deux au moins", "Ajoutez-en.")
    if exercise.type == "number" and not isinstance(exercise.right, str):
        findings.add("right", "la réponse d’un nombre est une expression", 'Par exemple : right: "a + b".')
    if not exercise.ask:
        findings.add("ask", "la consigne manque", "Écrivez ask dans chaque langue.")


def _check_names(exercise: Exercise, findings: Findings) -> None:
    seen: dict[str, str] = {}
    for where, names in _declared(exercise):
        for name in names:
            if not NAME.fullmatch(name) or name in WORDS or name in ARITIES or name == "step":
                findings.add(
                    f"{where}.{name}", f"« {name} » ne peut pas être un nom", "Des lettres, sans accent."
                )
            if name in seen and seen[name] != where:
                how = "Donnez un autre nom à l’une des deux."
                findings.add(f"{where}.{name}", f"« {name} » est déjà dans {seen[name]}", how)
            seen.setdefault(name, where)


def _declared(exercise: Exercise) -> Iterable[tuple[str, Iterable[str]]]:
    yield "words", sorted(exercise.words)
    yield "let", sorted(exercise.let)
    yield "table", sorted({name for row in exercise.table for name in row})
    yield "variables", sorted({name for band in exercise.bands for name in band.variables})


def _check_wrongs(exercise: Exercise, findings: Findings) -> None:
    for place, wrong in enumerate(exercise.wrong):
        where = f"wrong[{place}]"
        if wrong.misconception and not SLUG.fullmatch(wrong.misconception):
            findings.add(
                f"{where}.misconception", "ce nom n’est pas un slug", 'Par exemple : "forgets-the-carry".'
            )
        if not wrong.say:
            findings.add(f"{where}.say", "texte vide", "Dites ce que l’enfant a fait, puis le tournant.")
        if bool(wrong.drawing) != bool(exercise.right_drawing):
            how = "Donnez un dessin à toutes les cartes, ou à aucune."
            findings.add(f"{where}.drawing", "des cartes dessinées et d’autres non", how)
    for where, drawing in (("drawing", exercise.drawing), ("right_drawing", exercise.right_drawing)):
        thing = drawing.of.get("thing") if drawing and drawing.kind == "objects" else None
        columns = {name for row in exercise.table for name in row}
        if isinstance(thing, str) and thing not in (*NAMES, *exercise.words, *exercise.let, *columns):
            findings.add(f"{where}.of.thing", f"« {thing} » ne se dessine pas", f"Il y a {', '.join(NAMES)}.")


def _check_gaps(exercise: Exercise, languages: Sequence[str], findings: Findings) -> None:
    if exercise.type != "gaps":
        return
    wanted = [str(place) for place in range(1, len(exercise.gaps) + 1)]
    for language in languages:
        marks = re.findall(r"\[\[(.*?)\]\]", exercise.text.get(language, ""))
        if language in exercise.text and sorted(marks) != wanted:
            how = f"Écrivez une fois chacun : {', '.join(f'[[{place}]]' for place in wanted)}."
            findings.add(f"text.{language}", "les trous du texte ne sont pas ceux de gaps", how)
    for place, gap in enumerate(exercise.gaps):
        if len(gap.choices) == 1:
            findings.add(f"gaps[{place}].choices", "un choix en a deux au moins", "Ajoutez-en un, ou aucun.")
