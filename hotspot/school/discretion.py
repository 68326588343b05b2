"""A text of the machine without what only the school may know: names of people, keys of the Wi-Fi."""

import re

from hotspot.machine.wifi import kept
from hotspot.machine.wifi.errors import WrongWifi
from hotspot.school.tables import Learner, Teacher
from hotspot.settings import Settings

HIDDEN = "▒▒▒"
WORD = re.compile(r"\w+")
SHORTEST = 2  # letters of a name that would be known again


def without_names(text: str, settings: Settings) -> str:
    """Return the text with each word of a name that this box knows, and its key, painted over."""
    key = _key(settings)
    if key:
        text = text.replace(key, HIDDEN)
    names = _words_of_names()
    return WORD.sub(lambda found: HIDDEN if found[0].casefold() in names else found[0], text)


def _words_of_names() -> set[str]:
    """Return every word of every name; of a child who left too."""
    learners = (learner.first_name for learner in Learner.select(Learner.first_name))
    names = [*learners, *(teacher.name for teacher in Teacher.select(Teacher.name))]
    words = (word.casefold() for name in names for word in WORD.findall(name))
    return {word for word in words if len(word) >= SHORTEST}


def _key(settings: Settings) -> str:
    try:
        wifi = kept.read(settings.wifi_file)
    except (WrongWifi, OSError):
        return ""
    return wifi.key if wifi else ""
