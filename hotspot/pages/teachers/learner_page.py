"""The page of a learner, for a talk with a parent: one sheet of paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, session
from markupsafe import Markup

from hotspot.pages import adult
from hotspot.pages.adult import may
from hotspot.pages.language import said
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.pages.naming import listed, subject_words, year_words
from hotspot.pages.reasons import teacher_words
from hotspot.pages.teachers.day_bars import bars_of
from hotspot.pages.teachers.how_far import days_ago
from hotspot.pages.teachers.needs import cut, why_words
from hotspot.school import tutor_days
from hotspot.school.reading import learner_days
from hotspot.school.reading.learner_days import Day
from hotspot.school.reading.learner_reading import LearnerRead, ToldChoice, learner_read
from hotspot.school.reading.mistakes import WrongAnswer, told
from hotspot.school.reading.stuck_list import StuckLine, stuck_of
from hotspot.school.tutor import tutoring
from learning.tutor.answers import DAY_SECONDS
from learning.tutor.mastery import HELD

DAYS_SHOWN = 14
WEEK_DAYS = 7
LEARNT_DAYS = 28
LEARNT_SHOWN, STUCK_SHOWN, ANSWERS_SHOWN = 8, 2, 3  # what one sheet holds
LETTERS = 120  # of a question

pages = Blueprint("learner_page", __name__, url_prefix="/enseignant")


@dataclass(frozen=True)
class Answered:
    """A wrong answer."""

    question: str
    answer: str
    right: str
    when: str


@dataclass(frozen=True)
class StuckOn:
    """A skill on which a learner is stuck."""

    skill: str
    title: Markup
    why: list[Markup]
    answers: list[Answered]
    remediation: list[Markup]
    is_open: bool  # the teacher has not said that she has seen or helped


@dataclass(frozen=True)
class Reason:
    """A question that was asked, and why."""

    title: Markup | str
    outcome: str
    why: str


@pages.get("/eleves/<int:learner_id>")
@may("head", "teacher")
def show_learner(learner_id: int) -> str:
    """Show where a learner is stuck, what he knows, what he did, and why he was asked that."""
    learner = adult.learner_in(learner_id)
    tutor, today = tutoring.here().tutor, tutor_days.today()
    read = learner_read(learner, tutor)
    lines = stuck_of(learner, tutor, read.known)
    days = learner_days.days_of(learner, today, DAYS_SHOWN)
    learnt = _learnt(read, today)
    return render_template(
        "teachers/learner.html",
        learner=learner,
        stuck=_stuck(lines[:STUCK_SHOWN], today),
        stuck_more=listed(*(said(line.skill.title) for line in lines[STUCK_SHOWN:])),
        bars=bars_of(days, today),
        week_words=_week_words(days[-WEEK_DAYS:]),
        known=_known(read),
        learnt=learnt[:LEARNT_SHOWN],
        learnt_more=max(0, len(learnt) - LEARNT_SHOWN),
        level=None if read.level is None else year_words(read.level),
        reasons=[_reason(one, read) for one in read.choices],
        notice=session.pop("told", ""),
    )


def _stuck(lines: Sequence[StuckLine], today: int) -> list[StuckOn]:
    return [
        StuckOn(
            line.skill.id,
            said(line.skill.title),
            why_words(line, 0),
            [_answered(one, today) for one in line.wrong[:ANSWERS_SHOWN]],
            [said(step) for step in line.remediation],
            line.is_open,
        )
        for line in lines
    ]


def _answered(one: WrongAnswer, today: int) -> Answered:
    when = "" if one.second is None else days_ago(one.second // DAY_SECONDS, today)
    question, answer, right = told(one)
    return Answered(cut(question, LETTERS), answer, right, when)


def _week_words(days: Sequence[Day]) -> str:
    """Return what a week's work was."""
    week = learner_days.total(days)
    if not week.answered:
        return _("Aucune question ces sept jours.")
    told = listed(
        _n(
            "%(num)s question faite ces sept jours",
            "%(num)s questions faites ces sept jours",
            week.answered,
        ),
        _n("dont %(num)s juste du premier coup", "dont %(num)s justes du premier coup", week.right),
    )
    return f"{told}."


def _known(read: LearnerRead) -> list[str]:
    """Return how many skills of a subject and a year are held, where there is one."""
    found: dict[tuple[str, int], list[str]] = {}
    for card, state in read.path:
        found.setdefault((card.subject, card.year), []).append(state)
    told = []
    for (subject, year), states in found.items():
        held = sum(state in ("held", "check") for state in states)
        if held:
            told.append(
                _n(
                    "%(subject)s, %(year)s : %(held)s acquis sur %(num)s savoir",
                    "%(subject)s, %(year)s : %(held)s acquis sur %(num)s savoirs",
                    len(states),
                    subject=subject_words(subject),
                    year=year_words(year),
                    held=held,
                )
            )
    return told


def _learnt(read: LearnerRead, today: int) -> list[tuple[Markup, str]]:
    """Return what was learnt within four weeks, newest first, and when."""
    days = {
        skill: one.practice.learnt_day
        for skill, one in read.known.skills.items()
        if skill in read.cards and one.practice.mastery in HELD
    }
    lately = [skill for skill, day in days.items() if 0 <= today - day < LEARNT_DAYS]
    lately.sort(key=lambda skill: -days[skill])
    return [(said(read.cards[skill].title), days_ago(days[skill], today)) for skill in lately]


def _reason(one: ToldChoice, read: LearnerRead) -> Reason:
    outcomes = {"got": _("juste du premier coup"), "tried": _("essayé"), "now": _("en cours")}
    title = said(read.cards[one.skill].title) if one.skill in read.cards else one.skill
    return Reason(title, outcomes[one.outcome], teacher_words(one.reason, read.cards))
