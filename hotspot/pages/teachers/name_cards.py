"""Name cards to print and cut: face, first name, three pictures, the way in; and a page for the teacher."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from markupsafe import Markup

from hotspot.pages import adult
from hotspot.pages.adult import may
from hotspot.pages.here import settings_here
from hotspot.pages.looks import face
from hotspot.pages.teachers.pupil_words import pictures_of
from hotspot.pages.way_in import box_address, wifi_here
from hotspot.school import classes
from hotspot.school.tables import Learner

CARDS_A_PAGE = 8
LONG_NAME = 14  # letters; a longer first name is written smaller

pages = Blueprint("name_cards", __name__, url_prefix="/enseignant/classes/<int:class_id>/cartes")


@dataclass(frozen=True)
class NameCard:
    """A card."""

    first_name: str
    is_long: bool
    face: Markup
    pictures: list[tuple[str, str]]


@pages.get("")
@may("head", "teacher")
def cards(class_id: int) -> str:
    """Show the cards of a class, or of one learner, and the page with all codes."""
    school_class = adult.class_here(class_id)
    everybody = classes.learners_of(school_class)
    only = request.args.get("eleve", type=int)
    shown = [_card(one) for one in everybody if only in (None, one.id)]
    settings = settings_here()
    wifi = wifi_here(settings)
    return render_template(
        "teachers/name_cards.html",
        school_class=school_class,
        sheets=[shown[start : start + CARDS_A_PAGE] for start in range(0, len(shown), CARDS_A_PAGE)],
        all_cards=shown if only is None else [],
        wifi=wifi.name if wifi else "",
        address=box_address(settings).partition("://")[2],
    )


def _card(learner: Learner) -> NameCard:
    name = learner.first_name
    return NameCard(name, len(name) > LONG_NAME, face(learner), pictures_of(learner))
