"""How a quiz went, in words for the teacher who took it."""

from exchange.documents import Grain
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.school.tables import Learner
from hotspot.school.training.quiz import Result, result_of


def quiz_words(learner: Learner, quiz: Grain) -> str:
    """Return what was right the last time, and what it takes."""
    result = result_of(learner, quiz)
    right = _n(
        "%(num)s bonne réponse du premier coup sur %(count)s.",
        "%(num)s bonnes réponses du premier coup sur %(count)s.",
        result.last,
        count=quiz.count,
    )
    return f"{right} {_what_it_means(result, quiz.bar)}"


def _what_it_means(result: Result, bar: int) -> str:
    if result.last >= bar:
        return _("Le quiz est réussi.")
    if result.best >= bar:
        return _("Vous l’aviez déjà réussi.")
    return _("Il en faut %(bar)s. Recommencez quand vous voulez : les questions changent.", bar=bar)
