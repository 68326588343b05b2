"""What was given, in words: its title, what it is, its last day."""

from datetime import date

from markupsafe import Markup

from hotspot.pages.addresses import module_address, parcours_address, skill_address
from hotspot.pages.cards import Card
from hotspot.pages.days import day_from, day_words
from hotspot.pages.language import said
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.pages.naming import listed
from hotspot.school.adult_tables import Assignment
from hotspot.school.work.contents import Content
from hotspot.school.work.standing import PupilsWork

ICONS = {"parcours": "parcours", "module": "module", "skill": "exercise"}


def what_words(kind: str) -> str:
    """Return what was given: a parcours, a module, a skill."""
    return {"parcours": _("Parcours"), "module": _("Module"), "skill": _("Savoir à travailler")}[kind]


def title_words(kind: str, content: Content | None) -> str | Markup:
    """Return the title; where a new edition has it no more, that."""
    if content is not None:
        return said(content.title)
    return {
        "parcours": _("Un parcours qui n’est plus dans la boîte"),
        "module": _("Un module qui n’est plus dans la boîte"),
        "skill": _("Un savoir qui n’est plus dans la boîte"),
    }[kind]


def content_address(kind: str, content_id: str) -> str:
    """Return where it is done; a skill is practised freely."""
    address = {"parcours": parcours_address, "module": module_address, "skill": skill_address}[kind]
    return address(content_id)


def last_day(row: Assignment) -> date | None:
    """Return the last day, or None."""
    return date.fromisoformat(row.due_on) if row.due_on else None


def last_day_words(day: date | None, today: date) -> str:
    """Return for an adult until when."""
    if day is None:
        return _("sans date")
    if day < today:
        return _("c’était pour %(day)s", day=day_words(day))
    return _("pour %(day)s", day=day_from(day, today))


def pupils_card(work: PupilsWork, today: date) -> Card:
    """Return something to do as a pupil's card: until when, how far she is; late is no blame."""
    what, day = work.content.what, last_day(work.row)
    small = ""
    if day is not None and day < today:
        small = _("C’était pour %(day)s. Tu peux encore le faire.", day=day_words(day))
    elif day is not None:
        small = _("Pour %(day)s", day=day_from(day, today))
    if work.done:
        steps = _n(
            "%(num)s étape faite sur %(total)s",
            "%(num)s étapes faites sur %(total)s",
            work.done,
            total=work.total,
        )
        small = listed(small, steps) if day is None or day >= today else small
    address = f"/eleve/travail/{work.row.id}"
    return Card(address, said(work.content.title), small, ICONS[what.kind], work.content.subject)
