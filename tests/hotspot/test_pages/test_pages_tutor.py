"""Practice with the tutor on a phone: today’s, one skill’s, the game; help at any moment; what comes next."""

from typing import get_args

import pytest
from answering import right_answer, wrong_answer
from msgspec.structs import replace
from phone import Phone
from small_edition import ADD, COUNT, NUMBERS, WORDS

from hotspot.pages.reasons import reason_words
from hotspot.school import attempts, tutor_days
from hotspot.school.tables import Attempt, Learner, Question, Sitting, StuckNotice
from hotspot.school.tutor import sittings, tutoring
from learning.tutor.choosing import Code


@pytest.fixture(autouse=True)
def unhurried(monkeypatch):
    """Every answer is thought over for half a minute."""
    monkeypatch.setattr(tutor_days, "seconds_since", lambda _time: 30)


def begin(phone, button="/pratique/commencer"):
    return skip_example(phone, phone.send(phone.get("/pratique/").form(button)))


def skip_example(phone, page):
    return phone.get(page.path.removesuffix("/exemple")) if page.path.endswith("/exemple") else page


def asked(page):
    row = Question.get_by_id(int(page.path.rsplit("/", 1)[-1]))
    return attempts.asked(row.id, row.learner)


def answer(phone, page, how):
    return phone.send(page.form(page.path), **how(asked(page).question))


def go_on(phone, page):
    return skip_example(phone, phone.send(page.form("/suite")))


def through(phone, page, how=right_answer):
    """Answer until the sitting is over; return its end."""
    while "/question/" in page.path:
        page = answer(phone, page, how)
        while "verdict" in page.html and not [one for one in page.forms if one.action.endswith("/suite")]:
            page = answer(phone, page, how)
        page = go_on(phone, page)
    return page


def help_me(phone, page):
    button = next(one for one in page.form(page.path).buttons if "formaction" in one)
    return phone.send(page.form(page.path), button["formaction"])


def without_example(row):
    return not row.example_first


def test_home_leads_first_to_todays_practice(awas_phone):
    page = awas_phone.get("/eleve/accueil")

    assert page.links()[page.links().index("/pratique/") - 1] == "/eleve/accueil"
    assert "Ma pratique du jour" in page.said()


def test_the_first_time_a_game_is_offered(awas_phone):
    page = awas_phone.get("/pratique/")
    assert "Montre ce que tu sais déjà" in page.said()

    question = awas_phone.send(page.form("/jeu/commencer"))

    assert asked(question).row.purpose == "placement"
    assert "Je ne sais pas encore" in question.said()


def test_a_game_that_is_over_has_found_a_level_and_says_thank_you(awas_phone, awa):
    end = through(awas_phone, begin(awas_phone, "/jeu/commencer"))

    sitting = Sitting.get()
    assert end.path == f"/pratique/seances/{sitting.id}"
    assert "Merci" in end.said("h1")
    assert "Tu le sais déjà" in end.said()
    assert (sitting.ended, sitting.level) == (True, 1)
    assert tutoring.state_of(awa.id).skills[COUNT].practice.placed


def test_a_game_of_the_most_questions_finds_a_level_too(awas_phone, app, moussa, monkeypatch):
    through(awas_phone, begin(awas_phone, "/jeu/commencer"))
    asked_of_awa = Question.select().count()
    monkeypatch.setitem(sittings.QUESTIONS, "placement", asked_of_awa)
    phone = Phone(app)
    phone.sign_in(moussa)

    through(phone, begin(phone, "/jeu/commencer"))

    assert Question.select().count() == 2 * asked_of_awa
    assert [one.level for one in Sitting.select()] == [1, 1]


def test_a_game_asks_once_and_shows_the_answer(awas_phone):
    page = answer(awas_phone, begin(awas_phone, "/jeu/commencer"), wrong_answer)

    assert page.said("h1") == "Regarde bien"
    assert "Suite" in page.said()


def test_a_game_can_be_stopped_early_without_blame_and_played_again(awas_phone):
    page = begin(awas_phone, "/jeu/commencer")
    stopped = awas_phone.get(next(link for link in page.links() if "/seances/" in link))
    assert "On garde ta place" in stopped.said("h1")

    end = awas_phone.send(stopped.form("/arreter"))

    assert "Merci" in end.said("h1")
    again = awas_phone.send(awas_phone.get("/pratique/").form("/jeu/commencer"))
    assert asked(again).row.sitting_id != Sitting.select().order_by(Sitting.id).first().id


def test_todays_practice_has_ten_questions_and_an_end(awas_phone):
    page = begin(awas_phone)
    assert "Grain 1 sur 10" in page.said("title")

    end = through(awas_phone, page)

    assert end.said("h1") == "Bravo Awa\u00a0!"
    assert "Et après" in end.said()
    assert Question.select().count() == 10
    assert "C’est fait pour aujourd’hui" in awas_phone.get("/pratique/").said()


def test_no_question_comes_twice_in_a_sitting(awas_phone):
    through(awas_phone, begin(awas_phone))

    rows = list(Question.select())
    shown = {attempts.asked(row.id, row.learner).question.ask for row in rows if row.skill == ADD}
    assert len(shown) == len([row for row in rows if row.skill == ADD])


def test_a_sitting_left_half_way_goes_on_on_another_phone(awas_phone, app, awa):
    page = go_on(awas_phone, answer(awas_phone, begin(awas_phone), right_answer))

    other = Phone(app)
    other.sign_in(awa)

    assert "Je continue" in other.get("/pratique/").said()
    assert begin(other).path == page.path


def test_the_next_day_is_a_new_sitting(awas_phone):
    page = begin(awas_phone)
    tutor_days.move(1)

    assert begin(awas_phone).path != page.path
    assert Sitting.select().count() == 2


def test_who_does_not_understand_is_helped_and_asked_one_alike(awas_phone):
    page = begin(awas_phone)
    first = asked(page)
    while asked(page).state == "open":
        page = help_me(awas_phone, page)
        assert "verdict wrong" in page.html or "hint" in page.html

    assert page.said("h1") == "Regarde bien"
    assert first.question.worked[0] in page.said()
    alike = asked(go_on(awas_phone, page))
    assert (alike.row.skill, alike.row.exercise) == (first.row.skill, first.row.exercise)
    assert alike.question != first.question
    assert "Tu viens de voir comment on fait" in awas_phone.get(f"/pratique/question/{alike.id}").said()


def test_every_question_says_why_on_demand(awas_phone):
    page = begin(awas_phone)

    assert "Pourquoi cette question" in page.said()
    assert "C’est nouveau" in page.said()
    assert asked(page).row.reason.startswith("new:")


def test_a_skill_that_resists_rests_until_tomorrow_with_a_kind_word(awas_phone, awa):
    page = begin(awas_phone)
    while StuckNotice.select().count() == 0:
        while asked(page).state == "open":
            page = help_me(awas_phone, page)
        if StuckNotice.select().count():
            break
        page = go_on(awas_phone, page)
        page = begin(awas_phone) if "/question/" not in page.path else page

    notice = StuckNotice.get()
    assert "On garde ça pour la prochaine fois" in page.said()
    page = go_on(awas_phone, page)
    if "/question/" in page.path:
        assert asked(page).row.skill != notice.skill or asked(page).row.purpose == "random"
    assert "On garde ça pour la prochaine fois" in awas_phone.get(f"/pratique/savoirs/{notice.skill}").said()


def test_an_example_comes_first_where_the_choice_says_so(awas_phone, awa):
    sitting = sittings.begin(awa, "today")
    one = sittings.ask(awa, sitting, "fr")
    fields = {**one.row.__data__, "id": None, "position": 2, "example_first": True}
    row = Question.create(**fields)

    page = awas_phone.get(f"/pratique/question/{row.id}/exemple")

    assert page.said("h1") == "Regarde d’abord comment on fait"
    assert "La réponse" in page.said()
    own = awas_phone.get(f"/pratique/question/{row.id}")
    assert "Revoir l’exemple" in own.said()


def test_the_path_of_skills_uses_few_words(awas_phone, awa):
    assert "À découvrir" in awas_phone.get("/pratique/savoirs").said()
    through(awas_phone, begin(awas_phone))

    said = awas_phone.get("/pratique/savoirs").said()

    assert "Acquis, à revoir" in said
    assert not any(sign in said for sign in "%/")


def test_a_skill_is_practised_alone(awas_phone):
    page = awas_phone.get(f"/pratique/savoirs/{COUNT}")
    end = through(awas_phone, awas_phone.send(page.form("/commencer")))

    assert {row.skill for row in Question.select()} == {COUNT}
    assert Question.select().count() == 6
    assert "Compter jusqu’à 10" in end.said()


def test_todays_practice_stays_done_after_one_skill_more(awas_phone):
    through(awas_phone, begin(awas_phone))
    through(awas_phone, awas_phone.send(awas_phone.get(f"/pratique/savoirs/{COUNT}").form("/commencer")))

    assert "C’est fait pour aujourd’hui" in awas_phone.get("/pratique/").said()


@pytest.mark.parametrize("code", [*get_args(Code), "again:example"])
def test_every_reason_is_told(app, box, code):
    with app.test_request_context():
        told = reason_words(Question(reason=code if ":" in code else f"{code}:{ADD}"))

    assert told


def test_a_skill_that_is_not_there_is_not_found(awas_phone):
    assert awas_phone.get("/pratique/savoirs/region/maths/nothing").status == 404


def test_a_guest_practises_too(phone):
    page = begin(phone)

    assert Learner.select().where(Learner.school_class.is_null()).count() == 1
    assert answer(phone, page, right_answer).said("h1") == "C’est juste\u00a0!"
    assert phone.get("/pratique/savoirs").status == 200


def test_who_has_no_home_finds_practice_beside_the_lessons(phone, awas_phone):
    assert "/pratique/" not in awas_phone.get("/catalogue").links()
    guest = awas_phone.send(awas_phone.get("/catalogue").form("/eleve/sortir")).path

    assert guest == "/eleve/classe/1"
    assert "/pratique/" in awas_phone.get("/catalogue").links()


def test_nobody_sees_the_sitting_of_another(awas_phone, app, moussa):
    page = begin(awas_phone)
    address = next(link for link in page.links() if "/seances/" in link)
    other = Phone(app)
    other.sign_in(moussa)

    assert other.get(page.path).status == 404
    assert other.get(f"{page.path}/exemple").status == 404
    assert other.get(address).status == 404


def take_counting_away(box):
    """Install an edition without the first skill."""
    del box.ministry.skills[COUNT]
    box.ministry.skills[ADD] = replace(box.ministry.skills[ADD], hard=())
    module = box.ministry.modules[NUMBERS]
    box.ministry.modules[NUMBERS] = replace(
        module, grains=tuple(one for one in module.grains if COUNT not in one.skills)
    )
    box.ministry.retitled("2026.2", "Les nombres")
    box.install()


def test_an_update_that_takes_a_skill_away_stops_no_game(awas_phone, box):
    page = answer(awas_phone, begin(awas_phone, "/jeu/commencer"), right_answer)
    assert asked(page).row.skill == COUNT
    take_counting_away(box)

    end = through(awas_phone, go_on(awas_phone, page))

    assert "Merci" in end.said("h1")
    assert Question.select().where(Question.skill != COUNT).count() > 0


def test_an_update_that_takes_a_skill_away_stops_no_sitting(awas_phone, awa, box):
    page = begin(awas_phone)
    assert asked(page).row.skill == COUNT
    take_counting_away(box)

    page = answer(awas_phone, awas_phone.get(page.path), wrong_answer)
    assert "verdict" in page.html
    page = answer(awas_phone, page, right_answer)
    following = go_on(awas_phone, page)

    assert asked(following).row.skill in (ADD, "region/french/letters-and-sounds")
    assert tutoring.state_of(awa.id).skills[COUNT].trace.answers == 1
    assert through(awas_phone, following).said("h1") == "Bravo Awa\u00a0!"


def test_an_update_that_takes_the_exercise_away_asks_another(awas_phone, box):
    page = begin(awas_phone)
    shown = asked(page).row
    while asked(page).state == "open":
        page = help_me(awas_phone, page)
    skill = box.ministry.skills[shown.skill]
    renamed = tuple(replace(one, name=f"{one.name}-again") for one in skill.exercises)
    box.ministry.skills[shown.skill] = replace(skill, exercises=renamed)
    box.ministry.retitled("2026.2", "Les nombres")
    box.install()

    following = go_on(awas_phone, page)

    assert asked(following).row.exercise != shown.exercise


def test_no_example_is_shown_where_the_tutor_chose_none(awas_phone):
    page = begin(awas_phone, "/jeu/commencer")

    assert awas_phone.get(f"{page.path}/exemple").path == page.path


def test_an_answer_by_script_is_noted_as_well(awas_phone, awa):
    page = begin(awas_phone)
    form = page.form(page.path)
    fields = {**form.fields, **right_answer(asked(page).question), "sent_as": "a" * 22}

    told = awas_phone.client.post("/pratique/gardees", data=fields)

    assert told.get_json()["state"] == "kept"
    assert tutoring.state_of(awa.id).general.answers == 1


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_pages_read_in_three_languages(awas_phone, language):
    awas_phone.get(f"/langue/{language}")

    end = through(awas_phone, begin(awas_phone))

    assert end.all("html")[0]["lang"] == language
    assert awas_phone.get("/pratique/savoirs").all("html")[0]["lang"] == language


def test_an_ordinary_set_knows_no_tutors_button(awas_phone):
    page = awas_phone.send(awas_phone.get(f"/grains/{WORDS}/write").form("/commencer"))

    assert "Je ne comprends pas" not in page.said()
    assert "Pourquoi cette question" not in page.said()
    assert Attempt.select().count() == 0
