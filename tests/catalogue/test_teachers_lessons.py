"""What the real catalogue has for teachers, and its news, in all twelve countries."""

from collections import Counter

import pytest
from schools import documents

from ministry.publish.news import LONGEST

START = "region/teaching/start-with-the-box"
LANGUAGES = {"fr", "ar", "en"}


@pytest.fixture(scope="module")
def countries(published):
    return documents(published("all"), "country")


def test_each_country_has_the_start_for_its_teachers(countries):
    for country in countries:
        (training,) = [one for one in country.parcours if one.audience == "teacher"]
        assert training.modules == (START,), country.id


def test_the_start_ends_with_a_quiz_of_ten_different_questions(published):
    module = next(one for one in documents(published("all"), "module") if one.id == START)
    skills = {one.id: one for one in documents(published("all"), "skill")}
    quiz = module.grains[-1]

    assert (quiz.count, quiz.bar) == (10, 8)
    assert (
        sum(len(skills[name].exercises) for name in quiz.skills) >= 2 * quiz.count
    )  # the second time others
    for grain in module.grains:
        assert set(grain.title) == LANGUAGES, grain.id
        assert grain.kind == "exercises" or set(grain.html) == LANGUAGES, grain.id


def test_teachers_are_spoken_to_with_vous(published):
    for skill in documents(published("all"), "skill"):
        for exercise in skill.exercises if skill.audience == "teacher" else ():
            said = [exercise.ask["fr"], *(wrong.say["fr"] for wrong in exercise.wrong)]
            assert not {"tu", "ton", "ta", "tes"} & set(" ".join(said).lower().split()), exercise.name


def test_each_country_tells_its_news_in_its_languages(countries, published):
    bulletins = {one.id.partition("/")[0]: one for one in documents(published("all"), "news")}
    for country in countries:
        for news in bulletins[country.id].news:
            assert set(country.languages) <= set(news.title) & set(news.text), news.id
            assert all(len(text) <= LONGEST["text"] for text in news.text.values())
    assert Counter(len(one.news) for one in bulletins.values()) == {2: 12}
