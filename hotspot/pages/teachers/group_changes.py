"""Who is in which group, changed by hand: a list to choose from for each learner, names for the groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, session
from markupsafe import Markup
from werkzeug.wrappers import Response

from hotspot.content import catalogue
from hotspot.content.cards import SkillCard
from hotspot.pages import adult
from hotspot.pages.adult import may
from hotspot.pages.here import number_in, one_line
from hotspot.pages.language import said
from hotspot.pages.language import translate as _
from hotspot.pages.naming import listed
from hotspot.school import classes
from hotspot.school.tables import Learner, SchoolClass
from hotspot.school.work import groups
from hotspot.school.work.groups import LONGEST_NAME, Change, Group, NewGroup

NO_GROUP, NEW_GROUP = "0", "nouveau"
LONGEST_BEFORE = 6000  # characters: 200 learners

pages = Blueprint("group_changes", __name__, url_prefix="/enseignant/classes/<int:class_id>/groupes")


@dataclass(frozen=True)
class Choice:
    """A group to choose for a learner, or a skill for the new group."""

    value: str
    words: str | Markup
    chosen: bool


@dataclass(frozen=True)
class LearnerRow:
    """A learner, and the groups to choose from."""

    id: int
    name: str
    choices: list[Choice]


@pages.get("/changer")
@may("head", "teacher")
def change_form(class_id: int) -> str:
    """Show who is in which group of a subject."""
    school_class = adult.class_here(class_id)
    subject = request.args.get("matiere", "")
    learners = classes.learners_of(school_class)
    own = _of_subject(school_class, subject)
    now_in = {one.id: group.id for group in own for one in group.learners}
    return render_template(
        "teachers/group_changes.html",
        school_class=school_class,
        subject=subject,
        groups=own,
        longest_name=LONGEST_NAME,
        skills=[Choice(one.id, said(one.title), chosen=False) for one in _skills(school_class, subject)],
        rows=[LearnerRow(one.id, one.first_name, _choices(own, now_in.get(one.id))) for one in learners],
        before=",".join(f"{one.id}:{now_in.get(one.id, NO_GROUP)}" for one in learners),
    )


@pages.post("/changer")
@may("head", "teacher")
def change(class_id: int) -> Response:
    """Name the groups, and put the learners where the teacher wants them."""
    school_class = adult.class_here(class_id)
    subject = request.form.get("matiere", "")
    own = _of_subject(school_class, subject)
    groups.rename(school_class, {group.id: _typed(f"name-{group.id}") for group in own})
    before = _before()
    chosen = {learner_id: request.form.get(f"groupe-{learner_id}", NO_GROUP) for learner_id in before}
    new = _new_group(school_class, subject, chosen)
    changes = {one: Change(before[one], _number(value, new)) for one, value in chosen.items()}
    among = [*(group.id for group in own), *([new] if new else [])]
    lost = groups.put(school_class, changes, among)
    session["told_work"] = _told(classes.learners_of(school_class), lost)
    return redirect(f"/enseignant/classes/{class_id}/groupes", 303)


def _of_subject(school_class: SchoolClass, subject: str) -> list[Group]:
    return [one for one in groups.groups_of(school_class) if groups.subject_of(one) == subject]


def _skills(school_class: SchoolClass, subject: str) -> list[SkillCard]:
    """Return the skills of a subject for a new group: of the class's year and before, the nearest first."""
    own = [one for one in catalogue.all_skills() if one.subject == subject and one.year <= school_class.year]
    return sorted(own, key=lambda one: -one.year)


def _choices(own: Sequence[Group], now_in: int | None) -> list[Choice]:
    return [
        Choice(NO_GROUP, _("Aucun groupe"), now_in is None),
        *(Choice(str(group.id), group.name, group.id == now_in) for group in own),
        Choice(NEW_GROUP, _("Nouveau groupe"), chosen=False),
    ]


def _typed(field: str) -> str:
    return one_line(request.form.get(field, ""), LONGEST_NAME)


def _before() -> dict[int, int | None]:
    """Return where each learner was when the form was made: "12:3,14:0"."""
    found: dict[int, int | None] = {}
    for pair in request.form.get("avant", "")[:LONGEST_BEFORE].split(","):
        learner_id, group_id = (number_in(one) for one in pair.partition(":")[::2])
        if learner_id is not None and group_id is not None:
            found[learner_id] = group_id or None
    return found


def _new_group(school_class: SchoolClass, subject: str, chosen: Mapping[int, str]) -> int | None:
    """Make the new group, when somebody is put into it."""
    if NEW_GROUP not in chosen.values():
        return None
    known = {one.id for one in _skills(school_class, subject)}
    skill = request.form.get("skill", "")
    how_many = len(groups.groups_of(school_class)) + 1
    name = _typed("name-new") or _("Groupe %(number)s", number=how_many)
    made = groups.make(school_class, [NewGroup(name, skill if skill in known else "", ())])
    return made[0] if made else None


def _number(value: str, new: int | None) -> int | None:
    if value == NEW_GROUP:
        return new
    return number_in(value) or None


def _told(learners: Sequence[Learner], lost: Sequence[int]) -> tuple[str, str]:
    if not lost:
        return "good", _("C’est changé.")
    names = listed(*(one.first_name for one in learners if one.id in lost))
    return "warn", _("Ce groupe n’est plus là. Choisissez de nouveau pour : %(names)s", names=names)
