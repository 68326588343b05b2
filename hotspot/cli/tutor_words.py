"""What `hotspot tutor` says to a teacher: how far a skill is, why a question was chosen, what a title is."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from exchange.documents import Text
from hotspot.content import catalogue
from hotspot.content.cards import SkillCard
from hotspot.school.reading.class_reading import State
from hotspot.school.tutor.tutor_questions import AFTER_EXAMPLE
from learning.tutor.review import EPOCH
from runtime.terminal import said, speaks_english

SIGNS: dict[State, str] = {"new": "·", "begun": "+", "check": "?", "held": "■", "stuck": "!"}


def state_word(state: State) -> str:
    """Return how far a learner is with a skill, in a word or two."""
    words: dict[State, tuple[str, str]] = {
        "new": ("à découvrir", "to discover"),
        "begun": ("en route", "on the way"),
        "check": ("à revoir", "to look at again"),
        "held": ("acquis", "known"),
        "stuck": ("bloqué", "stuck"),
    }
    return said(*words[state])


def legend() -> str:
    """Return what the signs of a grid mean, in one line."""
    return "   ".join(f"{sign} {state_word(state)}" for state, sign in SIGNS.items())


def read(text: Text) -> str:
    """Return a text of the catalogue in the language of the terminal, or another that it has."""
    return catalogue.best_text(text, "en" if speaks_english() else "fr")[0]


def behind_words(skills: int) -> str:
    """Return how many skills wait until this one is held."""
    if skills == 0:
        return said("aucun autre savoir n’attend celui-ci", "no other skill waits for this one")
    if skills == 1:
        return said("1 autre savoir attend celui-ci", "1 other skill waits for this one")
    return said(f"{skills} autres savoirs attendent celui-ci", f"{skills} other skills wait for this one")


def subject_word(subject: str) -> str:
    """Return the name of a subject."""
    words = {
        "maths": ("Maths", "Maths"),
        "french": ("Français", "French"),
        "science": ("Sciences", "Science"),
        "arabic": ("Arabe", "Arabic"),
        "world": ("Histoire et géographie", "History and geography"),
        "english": ("Anglais", "English"),
        "health-subject": ("Santé", "Health"),
    }
    return said(*words[subject])


def reason_words(reason: str, cards: Mapping[str, SkillCard]) -> str:
    """Return why a question was chosen; `reason` is as it is kept: "easier:forgets-the-carry"."""
    code, _, about = reason.partition(":")
    if about == AFTER_EXAMPLE:
        return said(
            "la réponse vient d’être expliquée : une pareille", "the answer was just explained: one alike"
        )
    words = {
        "": ("l’élève suivait un parcours", "the learner was following a parcours"),
        "review": ("à revoir : pour ne pas l’oublier", "to look at again, so that it is not forgotten"),
        "new": ("nouveau : ce qu’il faut d’abord est réussi", "new: all that is needed first is known"),
        "going-on": ("il continue ce savoir", "goes on with this skill"),
        "easier": ("plus facile : l'élève a hésité", "easier: the learner hesitated"),
        "harder": (
            "plus difficile : les dernières réponses sont justes",
            "harder: the last answers are right",
        ),
        "prerequisite": ("un savoir d’avant, à raffermir", "a skill from before, to be made firm"),
        "again": ("encore une fois : ce savoir était difficile", "once more: this skill was hard"),
        "mix": ("pour mélanger avec d’autres savoirs", "to mix with other skills"),
        "random": ("au hasard : pour mesurer la difficulté", "by chance, to measure the difficulty"),
        "placement": ("pour savoir où commencer", "to find where to begin"),
        "free": ("l’élève a choisi ce savoir", "the learner has chosen this skill"),
    }
    told = said(*words.get(code, (code, code)))
    return f"{told} ({_name_of(about, cards)})" if _tells_more(code, about) else told


def _tells_more(code: str, about: str) -> bool:
    """Say whether what the reason is about is not the skill of the question itself."""
    return bool(about) and code in ("easier", "harder", "prerequisite")


def _name_of(about: str, cards: Mapping[str, SkillCard]) -> str:
    """Return the title of a skill, or the name of a misconception."""
    if about in cards:
        return read(cards[about].title)
    return read(catalogue.register().misconceptions.get(about, {})) or about


def day_words(day: int, dates: Sequence[tuple[int, int]]) -> str:
    """Return a day of the tutor as people say it; `dates` are those of `tutor_days.dates`."""
    known = [add for since, add in dates if since <= day]
    date = EPOCH + timedelta(days=day + (known[-1] if known else 0))
    doubt = "" if known else said(" (personne n’a confirmé la date)", " (nobody has confirmed the date)")
    french = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
    english = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    return f"{said(french[date.weekday()], english[date.weekday()])} {date:%d/%m/%Y}{doubt}"
