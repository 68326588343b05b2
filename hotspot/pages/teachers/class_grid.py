"""The grid of a class: one row a learner, one column a skill of the subject; colour, sign and word."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request
from markupsafe import Markup

from hotspot.pages.facets import Facet, Tag
from hotspot.pages.language import said
from hotspot.pages.language import translate as _
from hotspot.pages.looks import SUBJECT_ICONS
from hotspot.pages.naming import subject_words
from hotspot.pages.teachers.how_far import LOOKS, class_address, state_words
from hotspot.school.reading.class_reading import ClassRead, State


@dataclass(frozen=True)
class Column:
    """A skill."""

    address: str
    title: Markup


@dataclass(frozen=True)
class Row:
    """A learner."""

    address: str
    first_name: str
    cells: Markup


@dataclass(frozen=True)
class Grid:
    """What the grid shows, and which other subjects it could show."""

    subject: str  # in words
    facet: Facet
    columns: list[Column]
    rows: list[Row]


def grid_of(class_id: int, told: ClassRead) -> Grid | None:
    """Return the grid of the subject that the address asks for, else of the first; None without any skill."""
    subjects = list(dict.fromkeys(skill.subject for skill in told.skills))
    if not subjects:
        return None
    asked = request.args.get("matiere", "")
    subject = asked if asked in subjects else subjects[0]
    skills = [skill for skill in told.skills if skill.subject == subject]
    below = class_address(class_id, "/savoirs/")
    cells = cells_by_state()
    return Grid(
        subject_words(subject),
        _facet(class_id, subjects, subject),
        [Column(f"{below}{skill.id}", said(skill.title)) for skill in skills],
        [
            Row(
                f"/enseignant/eleves/{learner.id}",
                learner.first_name,
                _row(cells, told.states[learner.id], [skill.id for skill in skills]),
            )
            for learner in told.learners
        ],
    )


def cells_by_state() -> dict[State, str]:
    """Return a cell for each state: the word for who listens, sign and colour from the style sheet."""
    return {state: f'<td class="{look}"><i>{state_words(state)}</i></td>' for state, look in LOOKS.items()}


def _row(cells: Mapping[State, str], own: Mapping[str, State], skills: list[str]) -> Markup:
    return Markup("".join([cells[own.get(skill, "new")] for skill in skills]))  # noqa: S704 – our own words


def _facet(class_id: int, subjects: list[str], chosen: str) -> Facet:
    tags = [
        Tag(
            f"{class_address(class_id)}?matiere={one}#tableau",
            subject_words(one),
            SUBJECT_ICONS.get(one, one),
            0,
            one == chosen,
        )
        for one in subjects
    ]
    return Facet(_("Matières"), tags)
