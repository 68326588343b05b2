"""The real catalogue, drawn many times: one right answer, wrong ones that differ, texts that read well."""

import re
from itertools import cycle, islice

import pytest
from gestures import right_fields
from schools import documents

from learning.exercises import draw, mark
from learning.exercises.dice import Dice
from learning.exercises.expressions import holds
from learning.exercises.money import purse_of
from learning.exercises.ranges import values_of
from learning.exercises.values import draw_values, draw_words, plan_of

DRAWS = 1000  # of each exercise, in each country
DRAWS_OVER_ALL = 400  # over countries, languages and bands
LEFT_OVER = re.compile(r"[{}]|\bNone\b|Fraction\(|(?<=\w)\s[,.](?=\s|$)|  ")
NOT_ELIDED = re.compile(
    r"\b(?:[Dd]e|[Qq]ue|[Jj]e|[Nn]e|[Ss]e) [AEIOUÉÈÊÂÎÔÛaeiouéèêâîôû](?!nze\b|ui\b|u[aeéi])"
)  # le onze, le oui, de Ouahigouya
ARABIC = re.compile("[\u0600-\u06ff]")


@pytest.fixture(scope="module")
def countries(published):
    return documents(published("all"), "country")


@pytest.fixture(scope="module")
def skills(published):
    return documents(published("all"), "skill")


@pytest.fixture(scope="module")
def registers(published):
    return documents(published("all"), "register")


def exercises_of(skills):
    return [(skill, exercise) for skill in skills for exercise in skill.exercises]


def test_all_twelve_countries_have_the_start(countries, skills):
    assert len(countries) == 12
    assert sum(skill.subject == "maths" for skill in skills) == 24
    assert sum(skill.subject == "french" for skill in skills) == 8
    for country in countries:
        assert {one.year for one in country.parcours} >= {1, 2}, country.id
        assert [level.year for level in country.levels][:7] == [0, 1, 2, 3, 4, 5, 6], country.id


def test_maths_speak_the_teaching_language_of_each_country(countries, skills):
    for country in countries:
        for skill in skills:
            if skill.subject == "maths":
                assert set(country.languages) <= set(skill.title), (country.id, skill.id)
                assert all(set(country.languages) <= set(one.ask) for one in skill.exercises)


def test_a_teacher_reads_five_minutes_of_help_and_the_name_of_each_misconception(skills, registers):
    for skill in (one for one in skills if one.audience == "learner"):
        for language in ("fr", "ar", "en"):
            words = re.findall(r"\w[\w’'-]*", " ".join(step[language] for step in skill.remediation))
            assert 3 <= len(skill.remediation) <= 5, skill.id
            assert 60 <= len(words) <= 130, (skill.id, language)
    for name in (name for register in registers for name in register.misconceptions.values()):
        assert all(0 < len(name[language]) <= 60 for language in ("fr", "ar", "en")), name


def test_hundreds_of_draws_over_the_countries_are_sound(countries, skills):
    for skill, exercise in exercises_of(skills):
        for seed, (country, language, band) in enumerate(
            islice(ways_to_draw(countries, exercise), DRAWS_OVER_ALL)
        ):
            look_at(exercise, country, language, band, seed, skill.id)


@pytest.mark.slow
def test_a_thousand_draws_in_each_country_are_sound(countries, skills):
    for country in countries:
        for skill, exercise in exercises_of(skills):
            for seed, way in enumerate(islice(ways_to_draw([country], exercise), DRAWS)):
                look_at(exercise, *way, seed, skill.id)


def ways_to_draw(countries, exercise):
    """(country, language, band) in turn, for ever, so that each meets each."""
    languages = sorted(exercise.ask)
    ways = [
        (one, lang, band) for one in countries for lang in languages for band in range(len(exercise.bands))
    ]
    return cycle(ways)


def look_at(exercise, country, language, band, seed, skill):
    question = draw(exercise, country.words, language, band, seed)
    where = (skill, exercise.name, country.id, language, band, seed)

    assert mark(question, right_fields(question)).verdict == "right", (where, question)
    if question.type == "choice":
        faces = [one.text or one.drawing for one in question.choices]
        assert len(set(faces)) == len(faces) >= 3, (where, faces)
        verdicts = [mark(question, {"answer": [one.key]}).verdict for one in question.choices]
        assert sorted(verdicts) == ["right"] + ["wrong"] * (len(verdicts) - 1), (where, faces)
    for slip in question.key.slips:
        if slip.number is not None and slip.number != question.key.expected[0].number:
            assert mark(question, {"answer": [slip.text]}).verdict != "right", (where, slip)
    for text in texts_of(question):
        assert_reads_well(text, language, where)


def texts_of(question):
    cards = [one.text for one in question.choices if one.text]
    says = [say for say, _ in question.key.says.values()] + [slip.say for slip in question.key.slips]
    return [question.ask, question.text, question.well_done, *question.hints, *question.worked, *cards, *says]


def assert_reads_well(text, language, where):
    assert not LEFT_OVER.search(text), (where, text)
    if language == "fr":
        assert not NOT_ELIDED.search(text), (where, text)
    if language == "ar" and re.search(r"[A-Za-z]{4,}", text):
        assert ARABIC.search(text), (where, text)


def test_numbers_stay_in_their_band(countries, skills):
    senegal = next(country for country in countries if country.id == "sn")
    purse = purse_of(senegal.words.money)
    for skill, exercise in exercises_of(skills):
        for band in exercise.bands:
            plan = plan_of(exercise, band)
            for seed in range(100):
                dice = Dice(exercise.name, band.name, seed)
                values = draw_values(plan, draw_words(exercise, senegal.words, dice), purse, dice)
                for name, written in band.variables.items():
                    assert values[name] in values_of(written), (skill.id, exercise.name, name)
                assert all(holds(condition, values, purse) for condition in band.where)


def test_an_exercise_asks_enough_different_questions(countries, skills):
    senegal = next(country for country in countries if country.id == "sn")
    few = {}
    for skill, exercise in exercises_of(one for one in skills if one.audience == "learner"):
        bands = range(len(exercise.bands))
        language = "fr" if "fr" in exercise.ask else sorted(exercise.ask)[0]
        faces = set()
        for band in bands:
            for seed in range(60):
                question = draw(exercise, senegal.words, language, band, seed)
                faces.add((question.ask, question.drawing, question.text, question.answer))
        if len(faces) < 6:
            few[f"{skill.id}#{exercise.name}"] = len(faces)

    assert few == {}
