"""What a class list would change, shown before anything does: for a new class and for one that is there."""

from collections import Counter
from dataclasses import dataclass

from flask import render_template, request

from hotspot.pages.teachers.how_far import learners_words
from hotspot.pages.teachers.list_sent import (
    SentList,
    asked_words,
    carried,
    columns_words,
    plan_title,
)
from hotspot.pages.teachers.pupil_words import sexes_words
from hotspot.school.roster.adding import Plan
from hotspot.school.roster.reading import class_names_in


@dataclass(frozen=True)
class Sheet:
    """Where a list goes: to a class that is there, or to a new one with its year."""

    address: str
    class_name: str
    year: int | None = None


@dataclass(frozen=True)
class AskedShown:
    """A line that the teacher finishes."""

    place: int
    line: int
    written: str
    why: str
    suggestion: str


@dataclass(frozen=True)
class ClassChoice:
    """One of the classes that a table names."""

    name: str
    small: str


def show_plan(sheet: Sheet, sent: SentList, plan: Plan, told: str = "") -> str:
    """Return the page that shows who would be added, who is there, and what is still asked."""
    asked = [
        AskedShown(one.entry.place, one.entry.line, one.entry.first_name, asked_words(one), one.suggestion)
        for one in plan.asked
    ]
    shown = {one.place for one in asked}
    return render_template(
        "teachers/list_plan.html",
        sheet=sheet,
        title=plan_title(plan, sheet.class_name),
        told=told,
        columns=columns_words(sent.columns) if sent.columns else "",
        plan=plan,
        asked=asked,
        sexes=sexes_words([one.sex for one in plan.added]),
        rows=carried(sent.entries),
        sent=sent,
        places_here=" ".join(str(place) for place in sorted(plan.places_here)),
        answers=[(place, name) for place, name in sent.answers.items() if place not in shown],
        number=len(plan.added) + len(plan.asked),
        is_by_hand="first_name" in request.form or "by_hand" in request.form,
    )


def show_classes(sheet: Sheet, sent: SentList) -> str:
    """Return the page that asks which of the classes of a table is meant."""
    counts = Counter(one.class_name for one in sent.entries)
    choices = [ClassChoice(name, learners_words(counts[name])) for name in class_names_in(sent.entries)]
    return render_template(
        "teachers/list_classes.html", sheet=sheet, sent=sent, choices=choices, rows=carried(sent.entries)
    )
