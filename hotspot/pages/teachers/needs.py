"""Who needs the teacher now, in words: at most five names, each with what goes wrong and what to do."""

from dataclasses import dataclass

from markupsafe import Markup

from hotspot.pages.language import said
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.pages.naming import listed
from hotspot.pages.teachers.how_far import class_address, learners_words, names
from hotspot.school.life.guesses import Guessed, guessed
from hotspot.school.reading.class_reading import ClassRead
from hotspot.school.reading.mistakes import Mistake
from hotspot.school.reading.stuck_list import StuckLine, stuck_in
from hotspot.school.tables import Learner, SchoolClass

LETTERS = 60  # of a question, in a list that is read in five seconds


@dataclass(frozen=True)
class Need:
    """Something with an address, a title, and a small line."""

    address: str
    title: Markup
    words: Markup | str


@dataclass(frozen=True)
class StuckCard:
    """A learner who is stuck."""

    learner: Learner
    skill: str
    title: Markup
    why: list[Markup]  # what goes wrong, most frequent first
    remediation: str  # its address; "" without one


@dataclass(frozen=True)
class Needs:
    """All that a class needs the teacher for now."""

    stuck: list[StuckCard]
    guessed: list[Need]  # whose picture code somebody tries to find
    tapping: Markup

    def __bool__(self) -> bool:
        """Say whether there is anything."""
        return bool(self.stuck or self.guessed or self.tapping)


def needs_of(school_class: SchoolClass, told: ClassRead) -> Needs:
    """Return who needs the teacher now."""
    return Needs(
        [_card(school_class.id, line) for line in stuck_in(told)],
        [_guess(one) for one in guessed(school_class)],
        names(told.tapping),
    )


def now_words(learners: int, worked: int) -> str:
    """Return how many learners the class has, and how many have worked today."""
    if not learners:
        return _("aucun élève pour le moment")
    return listed(
        learners_words(learners),
        _n("%(num)s a travaillé aujourd’hui", "%(num)s ont travaillé aujourd’hui", worked)
        if worked
        else _("personne n’a encore travaillé aujourd’hui"),
    )


def mistake_words(mistake: Mistake, letters: int = 1000) -> Markup:
    """Return what goes wrong, how often, and the last time; of its question so many letters, 0: nothing."""
    name = said(mistake.misconception) if mistake.misconception else _("Autre erreur")
    times = _n("%(num)s fois", "%(num)s fois", mistake.times)
    told = Markup("{}.").format(listed(Markup("<b>{}</b>").format(_capital(name)), times))
    if not letters:
        return told
    question, answer, right = (
        Markup("<bdi>{}</bdi>").format(text)
        for text in (cut(mistake.question, letters), mistake.answer, mistake.right)
    )
    example = _(
        "%(example)s Réponse %(answer)s, au lieu de %(right)s", example=question, answer=answer, right=right
    )
    return Markup("{} {}.").format(told, example)


def why_words(line: StuckLine, letters: int = 1000) -> list[Markup]:
    """Return what goes wrong for a learner who is stuck, and how many others make the same mistake."""
    told = [mistake_words(one, letters) for one in line.mistakes[:2]]
    answers = _n(
        "%(num)s question essayée sur ce savoir.", "%(num)s questions essayées sur ce savoir.", line.answers
    )
    others = (
        _n(
            "%(num)s autre élève fait la même erreur.",
            "%(num)s autres élèves font la même erreur.",
            line.others,
        )
        if line.others
        else ""
    )
    return [*told, Markup(" ").join(one for one in (answers, others) if one)]


def _card(class_id: int, line: StuckLine) -> StuckCard:
    address = class_address(class_id, f"/savoirs/{line.skill.id}#remede") if line.remediation else ""
    return StuckCard(line.learner, line.skill.id, said(line.skill.title), why_words(line, LETTERS), address)


def cut(text: str, letters: int) -> str:
    """Return a question by its first words."""
    return text if len(text) <= letters else f"{text[:letters].rsplit(' ', 1)[0]}…"


def _guess(one: Guessed) -> Need:
    words = listed(
        _n("%(num)s essai avec de mauvaises images", "%(num)s essais avec de mauvaises images", one.times),
        _("hier et aujourd’hui. Quelqu’un cherche ses images, ou l’enfant les a oubliées."),
    )
    return Need(one.address, names([one.learner]), words)


def _capital(words: str | Markup) -> str | Markup:
    return words[:1].upper() + words[1:] if not words.startswith("<") else words
