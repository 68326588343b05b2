"""The groups of a class by need: what the tutor proposes, taken over as it is; kept, changed, dissolved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, session
from markupsafe import Markup
from werkzeug.wrappers import Response

from hotspot.pages import adult
from hotspot.pages.adult import may
from hotspot.pages.here import number_in, one_line
from hotspot.pages.language import said
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.pages.naming import alone, listed, subject_words
from hotspot.pages.teachers.how_far import learners_words
from hotspot.school.reading.class_reading import SkillLearners, class_today
from hotspot.school.tables import Learner, SchoolClass
from hotspot.school.work import assigning, groups
from hotspot.school.work.groups import Group, NewGroup
from runtime import clock

OLD_SECONDS = 7 * 24 * 3600  # after a week the teacher is asked to keep a group or to dissolve it
LONGEST_NUMBERS = 4000  # characters: 200 learners
OTHERS = ""  # the subject of groups without a skill

pages = Blueprint("groups", __name__, url_prefix="/enseignant/classes/<int:class_id>/groupes")


@dataclass(frozen=True)
class GroupShown:
    """A group, or one that is proposed (`id` 0)."""

    id: int
    name: str
    skill: str
    skill_title: str | Markup
    names: str
    members: str  # their numbers: "3,7,12"
    how_many: str
    is_old: bool


@dataclass(frozen=True)
class Section:
    """The groups of a subject, and what the tutor proposes now; nothing where it is the same."""

    subject: str
    name: str
    groups: list[GroupShown]
    seen: str  # the numbers of the groups
    proposed: list[GroupShown]


@pages.get("")
@may("head", "teacher")
def all_groups(class_id: int) -> str:
    """Show the groups of a class, and what the tutor proposes."""
    school_class = adult.class_here(class_id)
    read = class_today(school_class)
    found = groups.groups_of(school_class, read.learners)
    return render_template(
        "teachers/groups.html",
        school_class=school_class,
        title=_title(school_class, found),
        sections=_sections(found, read.groups),
        told=session.pop("told_work", None),
    )


@pages.post("/prendre")
@may("head", "teacher")
def take_over(class_id: int) -> Response:
    """Make the groups that were proposed, as the teacher has seen and named them."""
    school_class = adult.class_here(class_id)
    subject, seen = request.form.get("matiere", ""), _numbers("vus")
    done = groups.take_over(school_class, subject, _proposed(), seen)
    if done:
        session["told_work"] = "good", _("Les groupes sont faits.")
    else:
        session["told_work"] = "warn", _("Les groupes ont changé entre-temps. Les voici.")
    return redirect(_address(class_id), 303)


@pages.get("/<int:group_id>/dissoudre")
@may("head", "teacher")
def ask_to_dissolve(class_id: int, group_id: int) -> str | Response:
    """Ask whether to dissolve a group, and say what it has to do."""
    school_class = adult.class_here(class_id)
    found = next((one for one in groups.groups_of(school_class) if one.id == group_id), None)
    if found is None:
        return _already_dissolved(class_id)
    work = sum(row.learner_group_id == group_id for row in assigning.assigned_to(school_class))
    return render_template(
        "teachers/dissolve.html",
        school_class=school_class,
        group=_shown(found),
        work=_n("Son travail sera retiré.", "Ses %(num)s travaux seront retirés.", work) if work else "",
    )


@pages.post("/<int:group_id>/dissoudre")
@may("head", "teacher")
def dissolve(class_id: int, group_id: int) -> Response:
    """Dissolve a group."""
    if not groups.dissolve(adult.class_here(class_id), group_id):
        return _already_dissolved(class_id)
    session["told_work"] = "good", _("Le groupe est dissous. Les élèves restent dans la classe.")
    return redirect(_address(class_id), 303)


def _already_dissolved(class_id: int) -> Response:
    session["told_work"] = "", _("Ce groupe était déjà dissous.")
    return redirect(_address(class_id), 303)


def _address(class_id: int) -> str:
    return f"/enseignant/classes/{class_id}/groupes"


def _proposed() -> Iterable[NewGroup]:
    """Yield the groups of the form: name-1, skill-1, members-1 and so on."""
    for turn in range(1, groups.GROUPS_AT_MOST + 1):
        skill = request.form.get(f"skill-{turn}")
        if skill is None:
            return
        name = one_line(request.form.get(f"name-{turn}", ""), groups.LONGEST_NAME)
        yield NewGroup(name or _group_name(turn), skill, tuple(_numbers(f"members-{turn}")))


def _numbers(field: str) -> list[int]:
    """Return the numbers of a field: "3,7,12"."""
    typed = map(number_in, request.form.get(field, "")[:LONGEST_NUMBERS].split(","))
    return [one for one in typed if one is not None]


def _title(school_class: SchoolClass, found: Sequence[Group]) -> str:
    name = alone(school_class.name)
    if not found:
        return _("%(school_class)s : pas encore de groupes", school_class=name)
    return _n(
        "%(school_class)s : %(num)s groupe",
        "%(school_class)s : %(num)s groupes",
        len(found),
        school_class=name,
    )


def _sections(found: Sequence[Group], proposed: Mapping[str, Sequence[SkillLearners]]) -> list[Section]:
    """Return a section for each subject with groups or a proposal; groups without a subject last."""
    own: dict[str, list[Group]] = {subject: [] for subject in proposed}
    for group in found:
        own.setdefault(groups.subject_of(group), []).append(group)
    return [
        _section(subject, own[subject], proposed.get(subject, ()))
        for subject in sorted(own, key=lambda one: (one == OTHERS, one))
    ]


def _section(subject: str, own: Sequence[Group], proposed: Sequence[SkillLearners]) -> Section:
    as_it_is = {(group.skill, _members(group.learners)) for group in own}
    new = [(one.skill.id, _members(one.learners)) for one in proposed]
    return Section(
        subject,
        subject_words(subject) if subject else _("Autres groupes"),
        [_shown(group) for group in own],
        ",".join(str(group.id) for group in own),
        [] if set(new) == as_it_is else [_shown_new(turn, one) for turn, one in enumerate(proposed, start=1)],
    )


def _shown(group: Group) -> GroupShown:
    card = groups.skill_of(group)
    return GroupShown(
        group.id,
        group.name,
        group.skill if card else "",
        said(card.title) if card else "",
        _names(group.learners),
        _members(group.learners),
        learners_words(len(group.learners)),
        clock.seconds_since(group.made_at.timestamp()) >= OLD_SECONDS,
    )


def _shown_new(turn: int, one: SkillLearners) -> GroupShown:
    return GroupShown(
        0,
        _group_name(turn),
        one.skill.id,
        said(one.skill.title),
        _names(one.learners),
        _members(one.learners),
        learners_words(len(one.learners)),
        is_old=False,
    )


def _group_name(turn: int) -> str:
    return _("Groupe %(number)s", number=turn)


def _names(learners: Sequence[Learner]) -> str:
    return listed(*(alone(one.first_name) for one in learners)) or _("Personne pour le moment")


def _members(learners: Sequence[Learner]) -> str:
    return ",".join(str(one.id) for one in learners)
