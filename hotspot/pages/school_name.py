"""How the school is called at the top of each page."""

from flask import g

from hotspot.content import catalogue
from hotspot.pages.language import plain
from hotspot.pages.language import translate as _
from hotspot.pages.naming import listed
from hotspot.school import classes
from hotspot.school.tables import School


def school_name() -> str:
    """Return the school's name; a box that is not set up yet is nobody's."""
    school = _school()
    return school.name if school else _("Mon école")


def school_place() -> str:
    """Return town and country; what is not known is left out."""
    school = _school()
    town = school.town if school else ""
    country = plain(catalogue.country().name) if g.get("edition_is_here") else ""
    return listed(town, country)


def _school() -> School | None:
    if "school" not in g:
        g.school = classes.school()
    school: School | None = g.school
    return school
