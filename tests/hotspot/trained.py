"""An edition with something for teachers, and a teacher who reads it to the end."""

import msgspec
from answering import right_answer, wrong_answer

from exchange.documents import Band, Exercise, Grain, Module, Parcours, Skill, Wrong
from hotspot.school import attempts
from hotspot.school.progress import mark_done

LEAD, START, TRAINING = "region/teaching/lead", "region/teaching/start", "sn/start"
FIRST, QUIZ = f"{START}/first", f"{START}/quiz"


def with_training(ministry):
    """Add a parcours for teachers: a lesson, and a quiz of five of which four must be right."""
    say = {"fr": "Comptez encore."}
    left = Exercise(
        "left",
        "number",
        {"fr": "{u} codes sur 40 ont servi. Combien en reste-t-il ?"},
        (Band("all", {"u": "1..39"}),),
        right="40 - u",
        wrong=(Wrong("u", say),),
        worked=({"fr": "40 − {u} = {40 - u}."},),
    )
    skill = Skill(LEAD, {"fr": "Mener la classe sorgho"}, "teaching", 0, (left,), audience="teacher")
    grains = (
        Grain(FIRST, "lesson", {"fr": "Le sorgho du maître"}, 2, html={"fr": "<p>Lisez.</p>"}),
        Grain(QUIZ, "exercises", {"fr": "Quiz"}, 5, skills=(LEAD,), count=5, bar=4),
    )
    title = {"fr": "Prendre en main le sorgho", "ar": "البدء"}
    ministry.skills[LEAD] = skill
    ministry.modules[START] = Module(START, title, "teaching", 0, grains, audience="teacher")
    parcours = Parcours(TRAINING, title, "teaching", 0, (START,), audience="teacher")
    country = ministry.country
    ministry.country = msgspec.structs.replace(
        country, edition="2026.2", parcours=(*country.parcours, parcours)
    )
    return ministry


def take_quiz(learner, right):
    """Answer a whole quiz, so many of the five right at the first try."""
    asked = attempts.begin(learner, QUIZ, "fr")
    questions = []
    for number in range(5):
        questions.append(asked.question.ask)
        if number >= right:
            attempts.answer(asked, wrong_answer(asked.question), 1)
        attempts.answer(asked, right_answer(asked.question), asked.next_try if number < right else 2)
        asked = attempts.ask(learner, QUIZ, "fr")
    return questions


def finish(learner, right=5):
    """Read the lesson and take the quiz."""
    mark_done(learner, FIRST)
    take_quiz(learner, right)
