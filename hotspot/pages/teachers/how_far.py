"""How far a skill is, when something was, in words for teachers; a state has a colour and a sign as well."""

from collections.abc import Sequence

from markupsafe import Markup

from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.pages.naming import listed
from hotspot.school.reading.class_reading import State
from hotspot.school.tables import Learner

LOOKS: dict[State, str] = {  # classes of adults.css, in the order of the key
    "held": "held",
    "check": "review",
    "begun": "growing",
    "stuck": "stuck",
    "new": "unseen",
}


def state_words(state: State) -> str:
    """Return how far a learner is with a skill, in a word or two."""
    return {
        "new": _("à découvrir"),
        "begun": _("en route"),
        "check": _("à revoir"),
        "held": _("acquis"),
        "stuck": _("bloqué"),
    }[state]


def key() -> list[tuple[str, str]]:
    """Return the look of each state, and what it means."""
    meanings = {
        "held": _("acquis : réussi, puis revu un autre jour"),
        "check": _("à revoir : réussi, pas encore revu"),
        "begun": _("en route"),
        "stuck": _("bloqué : l’aide d’un adulte est utile"),
        "new": _("à découvrir"),
    }
    return [(look, meanings[state]) for state, look in LOOKS.items()]


def days_ago(day: int, today: int) -> str:
    """Return how long ago a day of the tutor is."""
    ago = today - day
    if ago <= 0:
        return _("aujourd’hui")
    if ago == 1:
        return _("hier")
    return _n("il y a %(num)s jour", "il y a %(num)s jours", ago)


def learners_words(learners: int) -> str:
    """Return how many learners."""
    return _n("%(num)s élève", "%(num)s élèves", learners)


def names(learners: Sequence[Learner]) -> Markup:
    """Return first names, each a link to the learner's page."""
    link = Markup('<a href="/enseignant/eleves/{}"><bdi>{}</bdi></a>')
    all_links = listed(*(link.format(one.id, one.first_name) for one in learners))
    return Markup('<span class="first-names">{}</span>').format(all_links) if learners else Markup()


def class_address(class_id: int, rest: str = "") -> str:
    """Return the address of a class, or of a page below it."""
    return f"/enseignant/classes/{class_id}{rest}"
