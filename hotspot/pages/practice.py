"""Practice: a question, a verdict with its reason, another try, hints, the worked answer, the harvest."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, render_template, request
from markupsafe import Markup, escape
from werkzeug.wrappers import Response

from exchange.documents import Blob, Exercise
from hotspot.content import catalogue, documents
from hotspot.content.awaited import awaited
from hotspot.pages.addresses import media_address, module_address, question_address
from hotspot.pages.answers import drawn, form_of, written
from hotspot.pages.cards import Onward
from hotspot.pages.frames import exercises, following_address, frame_of, subject_of
from hotspot.pages.given import OF_SEVERAL, draft, given, keep_draft, note_answered, try_number
from hotspot.pages.harvest import harvest_of
from hotspot.pages.language import chosen_language, said
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.pages.onward import onward
from hotspot.pages.outcomes import ear_words, place_words
from hotspot.pages.quiz_words import quiz_words
from hotspot.pages.reasons import reason_words
from hotspot.pages.tokens import answer_token
from hotspot.pages.visitor import Visitor, adult_here, learner_needed, somebody_here
from hotspot.school import attempts, tables
from hotspot.school.asked import AskedQuestion, example_for
from hotspot.school.training.quiz import is_passed
from hotspot.school.tutor import tutoring
from learning.exercises import Question

BETWEEN_ANSWERS = "; "  # as learning/exercises writes an answer of several parts

pages = Blueprint("practice", __name__, url_prefix="/pratique")


@dataclass(frozen=True)
class Verdict:
    """What is said at once after an answer: colour, sign, word, and the reason."""

    look: str
    sign: str
    turns: bool
    words: str
    answered: str
    why: Markup


@pages.post("/<path:grain_id>/commencer")
def begin(grain_id: str) -> Response:
    """Go on with the set of this grain, or begin a new one; whoever only looks around becomes a guest."""
    grain, _module = exercises(grain_id)
    visitor = somebody_here()
    return onward(question_address(attempts.begin(visitor.learner, grain.id, chosen_language()).id))


@pages.get("/question/<int:question_id>")
def question(question_id: int) -> str:
    """Show a question: to be answered, or with its verdict."""
    asked = _asked(question_id)
    template = "practice/question.html" if asked.state == "open" else "practice/finished.html"
    return render_template(template, **_common(asked), **_to_answer(asked), **_worked(asked))


@pages.get("/question/<int:question_id>/exemple")
def example(question_id: int) -> str | Response:
    """Show a question alike with the steps to its answer, before the learner tries."""
    asked = _asked(question_id)
    shown = example_for(asked.row) if asked.row.example_first else None
    if shown is None:
        return onward(question_address(asked.id))
    return render_template(
        "practice/example.html",
        question=shown,
        subject=subject_of(asked.row.skill),
        onward=question_address(asked.id),
        ask=written(shown, shown.ask),
        passage=written(shown, shown.text),
        question_drawing=drawn(shown.drawing),
        worked=[written(shown, one) for one in shown.worked],
        **_answers_to(shown),
    )


@pages.post("/question/<int:question_id>")
def answer(question_id: int) -> Response:
    """Mark an answer; the page that follows says what it was worth."""
    asked, answer, number = _asked(question_id), given(), try_number()
    if number is None:
        abort(400)
    note_answered(question_id, answer, attempts.answer(asked, answer, number))
    return onward(question_address(question_id))


@pages.post("/question/<int:question_id>/indice")
def hint(question_id: int) -> Response:
    """Open the next hint, and keep what is half written."""
    asked = _asked(question_id)
    if _is_of_this_page(asked):
        attempts.take_hint(asked)
    keep_draft(question_id, given(), "")
    return onward(question_address(question_id))


@pages.post("/question/<int:question_id>/aide")
def help_me(question_id: int) -> Response:
    """Help who does not understand: open the next hint, or show the worked answer when none is left."""
    asked = _asked(question_id)
    if _is_of_this_page(asked):
        attempts.ask_for_help(asked)
    keep_draft(question_id, given(), "")
    return onward(question_address(question_id))


@pages.post("/question/<int:question_id>/suite")
def go_on(question_id: int) -> Response:
    """Ask the next question; after the last one, show the harvest."""
    return onward(following_address(_asked(question_id), learner_needed().learner))


@pages.get("/<path:grain_id>/fin")
def end(grain_id: str) -> str:
    """Show what the set has brought in."""
    grain, module = exercises(grain_id)
    visitor = learner_needed()
    outcomes = attempts.set_of(visitor.learner, grain.id).outcomes
    skills = catalogue.skills(list(grain.skills))
    got = list(outcomes).count("got")
    to_sow_again = len(outcomes) - got
    is_won = is_passed(visitor.learner, grain)  # a set without a bar always is
    after = Onward("/enseignant/formation", _("Me former")) if grain.bar else None
    return render_template(
        "practice/end.html",
        grain=grain,
        bravo=_bravo(visitor, got if is_won else 0),
        harvest=harvest_of(outcomes),
        harvest_words=ear_words(outcomes),
        got=got,
        again_words=_n("%(num)s grain à semer encore.", "%(num)s grains à semer encore.", to_sow_again)
        if to_sow_again
        else "",
        skills=[said(skills[one].title) for one in grain.skills if one in skills],
        onward=after or Onward(module_address(module.id), _("Continuer")),  # the path shows the next step
        quiz=quiz_words(visitor.learner, grain) if grain.bar else "",
        quiz_passed=is_won,
    )


def _bravo(visitor: Visitor, got: int) -> str:
    """Return what to say of a set: a bravo that was not earned would teach nothing."""
    if not got:
        return _("Tu as bien cherché !") if adult_here() is None else _("Vous avez bien cherché !")
    return _("Bravo !") if visitor.is_guest else _("Bravo %(name)s !", name=visitor.first_name)


def _asked(question_id: int) -> AskedQuestion:
    """Return a question of this learner; another's is not found."""
    asked = attempts.asked(question_id, learner_needed().learner)
    if asked is None:
        abort(404)
    return asked


def _is_of_this_page(asked: AskedQuestion) -> bool:
    """Say whether a tap comes from the page as it is now: one that came twice opens one hint."""
    return request.form.get("hints") == str(asked.row.hints_asked)


def _exercise(asked: AskedQuestion) -> Exercise:
    row = asked.row
    store = catalogue.store_folder()
    return documents.exercise_from(store, row.skill_document, row.country_document, row.exercise)


def _sound(asked: AskedQuestion) -> Blob | None:
    """Return the recorded instruction, once it has come."""
    sound = _exercise(asked).sound.get(asked.question.language)
    return None if sound is None or sound.sha256 in awaited() else sound


def _common(asked: AskedQuestion) -> dict[str, Any]:
    """Return what every page of a question shows."""
    frame = frame_of(asked, learner_needed().learner)
    question = asked.question
    sound = _sound(asked)
    verdict = _verdict(asked)
    place = place_words(asked.row.position, len(frame.outcomes))
    return {
        "asked": asked,
        "question": question,
        "number": asked.row.position,
        "subject": frame.subject,
        "stop": frame.stop,
        "outcomes": frame.outcomes,
        "place_words": place,
        "page_title": f"{verdict.words} {place}" if verdict else place,
        "verdict": verdict,
        "reason": reason_words(asked.row),
        "ask": written(question, question.ask),
        "passage": "" if question.type == "gaps" else written(question, question.text),
        "asked_language": question.language,
        "question_drawing": drawn(question.drawing),
        "sound": media_address(sound) if sound else "",
    }


def _to_answer(asked: AskedQuestion) -> dict[str, Any]:
    """Return what the form needs."""
    question = asked.question
    typed, _told = draft(asked)
    return {
        "try_number": asked.next_try,
        "token": answer_token(asked.row),
        "hints": [written(question, one) for one in question.hints[: asked.hints_open]],
        "hint_left": asked.hints_open < len(question.hints),
        "hint_words": _("Un autre indice") if asked.hints_open else _("Un indice"),
        "help_words": _help_words(asked.row),
        **form_of(question, [one.given for one in asked.tries], typed),
    }


def _worked(asked: AskedQuestion) -> dict[str, Any]:
    """Return the answer once the question is over, and the steps to it when it was not found."""
    if asked.state == "open":
        return {}
    worked = [written(asked.question, one) for one in asked.question.worked]
    return {
        "worked": worked if asked.state == "shown" else [],
        "rests": _rests(asked),
        **_answers_to(asked.question),
    }


def _rests(asked: AskedQuestion) -> bool:
    """Say whether the tutor lays the skill to rest now: never after a first try that was right."""
    if asked.row.sitting_id is None or (asked.state == "right" and len(asked.tries) == 1):
        return False
    return tutoring.is_resting(asked.row.learner_id, asked.row.skill)


def _answers_to(question: Question) -> dict[str, Any]:
    """Return the right answer, in words or as drawings."""
    pictures = [one for one in question.choices if one.key in question.key.right_keys and one.drawing]
    answers = question.answer.split(BETWEEN_ANSWERS) if question.type in OF_SEVERAL else [question.answer]
    return {
        "answers": [] if pictures else [written(question, one) for one in answers],
        "answer_drawings": [drawn(one.drawing) for one in pictures],
    }


def _help_words(row: tables.Question) -> str:
    """Return what a child says who does not know; "" where no tutor is there to help."""
    if row.sitting_id is None:
        return ""
    return _("Je ne sais pas encore") if row.purpose == "placement" else _("Je ne comprends pas")


def _verdict(asked: AskedQuestion) -> Verdict | None:
    """Return what to say of the last answer; None before the first."""
    _typed, told = draft(asked)
    if told:
        return Verdict("near", "pencil", False, _("Presque"), "", written(asked.question, told))
    if not asked.tries:
        return None
    mark = asked.tries[-1].mark
    why = written(asked.question, mark.say)
    answered = "" if asked.question.type in OF_SEVERAL else mark.answered  # it still stands in the fields
    if asked.state == "right":
        return Verdict("right", "check", False, _("C’est juste !"), "", why)
    if asked.state == "shown":
        why = (
            why
            if mark.misconception
            else escape(_("Lisez bien les étapes.") if adult_here() else _("Lis bien les étapes."))
        )
        return Verdict(
            "wrong", "eye", False, _("Regardez bien") if adult_here() else _("Regarde bien"), answered, why
        )
    if mark.verdict == "near":
        return Verdict("near", "near", False, _("Presque"), answered, why)
    return Verdict("wrong", "again", True, _("Pas encore"), answered, why)
