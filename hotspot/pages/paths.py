"""A module as a path: what is done, where one is, what comes."""

from dataclasses import dataclass

from exchange.documents import Grain, Module
from hotspot.pages.addresses import grain_address
from hotspot.pages.cards import Onward
from hotspot.pages.language import said
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.pages.naming import kind_words, listed, minutes_words
from hotspot.pages.visitor import learner_here
from hotspot.school import progress


@dataclass(frozen=True)
class Step:
    """A step of a path. `state` is done, here or "" (still to come)."""

    state: str
    number: int
    address: str
    title: str
    small: str


def module_steps(module: Module) -> list[Step]:
    """Return the grains of a module as steps, with how far the learner is."""
    visitor = learner_here()
    found = progress.module_steps(visitor.learner if visitor else None, module)
    return [
        Step(
            "" if one.state == "open" or visitor is None else one.state,
            number,
            grain_address(one.grain.id),
            said(one.grain.title),
            grain_words(one.grain, one.state == "done"),
        )
        for number, one in enumerate(found, start=1)
    ]


def state_of(done: list[bool], somebody: bool) -> list[str]:
    """Return the state of each step; the first that is not done is where somebody is."""
    here = done.index(False) if somebody and False in done else -1
    return ["done" if is_done else "here" if place == here else "" for place, is_done in enumerate(done)]


def grain_words(grain: Grain, is_done: bool) -> str:
    """Return the small line of a step: what it is, how long it takes."""
    kind = kind_words(grain.kind)
    if grain.kind == "exercises":
        kind = _n("%(num)s exercice", "%(num)s exercices", grain.count)
    return listed(kind, minutes_words(grain.minutes), _("fait") if is_done else "")


def next_of(steps: list[Step]) -> Onward | None:
    """Return the button under a path: go on, begin, or nothing once all is done."""
    here = next((step for step in steps if step.state == "here"), None)
    if here is not None:
        return Onward(here.address, _("Commencer") if here.number == 1 else _("Continuer"))
    if steps and all(step.state == "" for step in steps):
        return Onward(steps[0].address, _("Commencer"))
    return None
