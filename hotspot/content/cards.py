"""What a list shows of a parcours, a module, a grain or a skill: enough for a card, no more."""

from dataclasses import dataclass

from exchange.documents import Audience, Text


@dataclass(frozen=True)
class ParcoursCard:
    """A parcours in a list. `modules` is how many it leads through."""

    id: str
    title: Text
    about: Text
    subject: str
    year: int
    modules: int
    audience: Audience = "learner"


@dataclass(frozen=True)
class ModuleCard:
    """A module in a list. `grains` is how many it has; `years` those of the parcours that lead through it."""

    id: str
    title: Text
    about: Text
    subject: str
    years: tuple[int, ...]
    grains: int
    minutes: int
    audience: Audience = "learner"


@dataclass(frozen=True)
class GrainCard:
    """A grain in a list. `bytes` is what a phone loads with it, in its heaviest language."""

    id: str
    kind: str
    title: Text
    subject: str
    years: tuple[int, ...]
    minutes: int
    bytes: int
    languages: tuple[str, ...]
    module: str  # its id
    module_title: Text


@dataclass(frozen=True)
class SkillCard:
    """A skill by its name and what comes before it; `sha256` is the document with its exercises."""

    id: str
    title: Text
    subject: str
    year: int
    sha256: str
    hard: tuple[str, ...] = ()
    soft: tuple[str, ...] = ()
    audience: Audience = "learner"


@dataclass(frozen=True)
class Found:
    """What a search found. `kind` is "parcours", "module" or the kind of the grain."""

    what: str  # "parcours", "module" or "grain"
    id: str
    title: Text
    kind: str
    subject: str
    years: tuple[int, ...]
    minutes: int  # 0 for a parcours


@dataclass(frozen=True)
class FacetCard:
    """What many findings have in common: by these they are counted and chosen."""

    subject: str
    kind: str  # as in Found
    years: tuple[int, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """One page of a list: its rows, how many rows there are on all pages, which page this is, from 1."""

    rows: tuple[GrainCard, ...] | tuple[Found, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Counts:
    """How many grains each further choice would leave, with the other choices made so far."""

    by_subject: dict[str, int]
    by_year: dict[int, int]
    by_kind: dict[str, int]
    by_language: dict[str, int]
