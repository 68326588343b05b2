"""A box becomes a school's: what the head has typed is kept beside, and the school is made of it at once.

The draft stands in `ledgers/`, so that a power cut or another phone finds it again.
"""

from contextlib import suppress

import msgspec
from werkzeug.security import generate_password_hash

from hotspot.machine import ledgers
from hotspot.school import classes, school_calendar
from hotspot.school.adults import accounts, label
from hotspot.school.codes import new_code
from hotspot.school.tables import Teacher, database
from hotspot.settings import Settings
from learning.tutor.review import Holiday

NAME = "claim.json"


class Draft(msgspec.Struct):
    """What was typed so far. Of the password, its hash."""

    school: str = ""
    town: str = ""
    language: str = ""
    head: str = ""
    password_hash: str = ""


def draft(settings: Settings) -> Draft:
    """Return what was typed so far."""
    with suppress(ValueError):  # what cannot be read is typed again
        kept = ledgers.read(settings, NAME)
        return msgspec.json.decode(kept, type=Draft) if kept else Draft()
    return Draft()


def keep_school(settings: Settings, name: str, town: str, language: str) -> None:
    """Keep what the first screen asks."""
    _keep(settings, msgspec.structs.replace(draft(settings), school=name, town=town, language=language))


def keep_head(settings: Settings, name: str, password: str) -> None:
    """Keep what the second screen asks."""
    hashed = generate_password_hash(password)
    _keep(settings, msgspec.structs.replace(draft(settings), head=name, password_hash=hashed))


def make_school(settings: Settings, country: str, holidays: list[Holiday]) -> Teacher:
    """Make the school and its head, both or none; the claim code is used up. Return the head.

    Raises:
        AlreadyThere: it is the box of a school already.
        NameTaken: an adult of this name is there already.
    """
    typed = draft(settings)
    with database.atomic():
        classes.set_school(
            typed.school,
            typed.town,
            country,
            new_code(),  # the card shows another one
            language=typed.language,
            calendar=school_calendar.written(holidays),
        )
        head = accounts.add_with_hash(typed.head, "head", typed.password_hash)
    school_calendar.forget()
    label.claimed(settings)
    _keep(settings, Draft())
    return head


def _keep(settings: Settings, draft: Draft) -> None:
    ledgers.write(settings, NAME, msgspec.json.encode(draft))
