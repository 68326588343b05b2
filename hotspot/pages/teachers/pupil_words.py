"""How pages for teachers say who a pupil is: girl or boy, three pictures."""

from collections import Counter

from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.pages.naming import listed, picture_words
from hotspot.school.tables import Learner


def sex_words(sex: str) -> str:
    """Return girl or boy; "" where nobody has said."""
    return {"girl": _("fille"), "boy": _("garçon")}.get(sex, "")


def sexes_words(sexes: list[str]) -> str:
    """Return how many girls and boys there are; "" where nobody has said."""
    counts = Counter(sexes)
    if not counts["girl"] and not counts["boy"]:
        return ""
    return listed(
        _n("%(num)s fille", "%(num)s filles", counts["girl"]),
        _n("%(num)s garçon", "%(num)s garçons", counts["boy"]),
        _n("%(num)s non dit", "%(num)s non dits", counts[""]) if counts[""] else "",
    )


def pictures_of(learner: Learner) -> list[tuple[str, str]]:
    """Return the three pictures of a learner in order: name and words."""
    return [(name, picture_words(name)) for name in learner.pictures.split()]
