"""How a set of exercises goes, in words: the grains of the ear."""

from collections.abc import Sequence

from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n


def place_words(position: int, count: int) -> str:
    """Return where one is in the set."""
    return _("Grain %(position)s sur %(count)s", position=position, count=count)


def ear_words(outcomes: Sequence[str]) -> str:
    """Return what the ear shows, for those who do not see it."""
    got = sum(outcome == "got" for outcome in outcomes)
    total = len(outcomes)
    return _n(
        "%(num)s grain récolté sur %(total)s.", "%(num)s grains récoltés sur %(total)s.", got, total=total
    )
