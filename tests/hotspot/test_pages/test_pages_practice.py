"""Practice: every type of answer, the second try, hints, the worked answer and the harvest."""

import msgspec
import pytest
from answering import right_answer, wrong_answer
from phone import Phone
from small_edition import ADD, NUMBERS, WORDS

from hotspot.content import activation
from hotspot.school import attempts
from hotspot.school.tables import Attempt, Learner, Question

ADDING, ALL_TYPES, WRITE = f"{NUMBERS}/adding", f"{NUMBERS}/all-types", f"{WORDS}/write"


def begin(phone, grain_id):
    return phone.send(phone.get(f"/grains/{grain_id}").form("/commencer"))


def number_of(page):
    return int(page.path.rsplit("/", 1)[-1])


def asked(page):
    row = Question.get_by_id(number_of(page))
    return attempts.asked(row.id, row.learner)


def answer(phone, page, how):
    return phone.send(page.form(page.path), **how(asked(page).question))


def go_on(phone, page):
    return phone.send(page.form("/suite"))


def test_a_right_answer_is_named_and_leads_on(awas_phone):
    page = answer(awas_phone, begin(awas_phone, ADDING), right_answer)
    assert page.said("h1") == "C’est juste\u00a0!"
    assert "Tu as bien ajouté." in page.said()

    following = go_on(awas_phone, page)

    assert number_of(following) != number_of(page)
    assert [found.get("class") for found in following.all("i")] == ["got", "now", None]


def test_a_miss_says_why_and_asks_again(awas_phone):
    page = begin(awas_phone, ADDING)
    one_more = str(int(asked(page).question.answer.split()[0]) + 1)

    page = awas_phone.send(page.form(page.path), answer=one_more)

    assert page.said("h1") == "Pas encore"
    assert f"Tu as répondu {one_more}" in page.said()
    assert "Tu as compté un de trop." in page.said()
    assert page.form(page.path).fields["answer"] == [""]


def test_the_second_miss_brings_a_hint_and_the_third_the_worked_answer(awas_phone):
    page = answer(awas_phone, begin(awas_phone, ADDING), wrong_answer)
    assert "Compte avec tes doigts." not in page.said()

    page = answer(awas_phone, page, wrong_answer)
    assert "Compte avec tes doigts." in page.said()

    question = asked(page).question
    page = answer(awas_phone, page, wrong_answer)
    assert page.said("h1") == "Regarde bien"
    assert question.worked[0] in page.said()
    assert "La réponse" in page.said()
    assert not [form for form in page.forms if form.action == page.path]


def test_a_hint_comes_when_asked_and_keeps_what_is_half_written(awas_phone):
    page = begin(awas_phone, ADDING)
    button = next(found for found in page.form(page.path).buttons if "formaction" in found)

    page = awas_phone.send(page.form(page.path), button["formaction"], answer="4")

    assert "Compte avec tes doigts." in page.said()
    assert page.form(page.path).fields["answer"] == ["4"]
    assert "Un autre indice" in page.said()


def test_a_double_tap_on_the_hint_opens_one(awas_phone):
    page = begin(awas_phone, ADDING)
    button = next(found for found in page.form(page.path).buttons if "formaction" in found)

    for _ in range(2):
        awas_phone.send(page.form(page.path), button["formaction"])

    assert Question.get_by_id(number_of(page)).hints_asked == 1


def test_an_empty_answer_is_no_try(awas_phone):
    page = begin(awas_phone, ADDING)

    page = awas_phone.send(page.form(page.path), answer="  ")

    assert page.said("h1") == "Presque"
    assert Attempt.select().count() == 0


def test_the_answer_before_is_forgotten_with_the_next_question(awas_phone):
    page = begin(awas_phone, ADDING)
    awas_phone.send(page.form(page.path), answer=" ")

    page = go_on(awas_phone, answer(awas_phone, awas_phone.get(page.path), right_answer))

    assert page.form(page.path).fields["answer"] == [""]
    assert "verdict" not in page.html


@pytest.mark.parametrize(("grain_id", "count"), [(ALL_TYPES, 5), (WRITE, 4), (ADDING, 3)])
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_every_type_of_answer_can_be_given_right(awas_phone, grain_id, count, language):
    awas_phone.get(f"/langue/{language}")
    page = begin(awas_phone, grain_id)
    types = set()
    for _ in range(count):
        types.add(asked(page).question.type)
        page = answer(awas_phone, page, right_answer)
        assert [one.mark.verdict for one in asked(page).tries] == ["right"]
        page = go_on(awas_phone, page)

    assert page.path.endswith("/fin")
    assert len([found for found in page.all("path") if found.get("fill") == "#f5b12c"]) == count
    assert len(types) == (5 if grain_id == ALL_TYPES else 1)


def test_every_type_of_answer_can_be_given_wrong_and_mended(awas_phone):
    page = begin(awas_phone, ALL_TYPES)
    while not page.path.endswith("/fin"):
        page = answer(awas_phone, page, wrong_answer)
        assert page.all("section")[0]["class"].startswith("verdict ")
        assert asked(page).state == "open"
        page = go_on(awas_phone, answer(awas_phone, page, right_answer))


def test_a_card_that_was_tried_cannot_be_chosen_again(awas_phone):
    page = begin(awas_phone, ALL_TYPES)
    while asked(page).question.type != "choice":
        page = go_on(awas_phone, answer(awas_phone, page, right_answer))
    before = page.form(page.path).choices["answer"]

    page = answer(awas_phone, page, wrong_answer)

    assert len(page.form(page.path).choices["answer"]) == len(before) - 1
    assert [found for found in page.all("label") if found["class"] == "choice was-wrong"]


def test_the_harvest_shows_what_to_sow_again(awas_phone):
    page = begin(awas_phone, ADDING)
    page = go_on(awas_phone, answer(awas_phone, answer(awas_phone, page, wrong_answer), right_answer))
    for _ in range(2):
        page = go_on(awas_phone, answer(awas_phone, page, right_answer))

    assert page.said("h1") == "Bravo Awa\u00a0!"
    assert "2 grains récoltés sur 3." in page.said()
    assert "1 grain à semer encore." in page.said()


def test_a_set_without_a_grain_gets_a_kind_word_but_no_bravo(awas_phone):
    page = begin(awas_phone, ADDING)
    while not page.path.endswith("/fin"):
        for _ in range(3):
            page = answer(awas_phone, page, wrong_answer)
        page = go_on(awas_phone, page)

    assert page.said("h1") == "Tu as bien cherché\u00a0!"
    assert "grains à semer encore." in page.said()


def test_a_finished_set_is_done_and_can_be_begun_again(awas_phone):
    page = begin(awas_phone, ADDING)
    for _ in range(3):
        page = go_on(awas_phone, answer(awas_phone, page, right_answer))
    path = awas_phone.get(f"/modules/{NUMBERS}")
    assert path.all("li")[2]["class"] == "step done"

    again = awas_phone.send(page.form("/commencer"))

    assert [found.get("class") for found in again.all("i")] == ["now", None, None]


def test_a_set_goes_on_where_it_was_left(awas_phone, app, awa):
    page = go_on(awas_phone, answer(awas_phone, begin(awas_phone, ADDING), right_answer))

    other_phone = Phone(app)
    other_phone.sign_in(awa)

    assert "Je continue" in other_phone.get(f"/grains/{ADDING}").said()
    assert begin(other_phone, ADDING).path == page.path


def test_a_form_sent_twice_is_one_answer(awas_phone):
    page = begin(awas_phone, ADDING)
    form = page.form(page.path)
    for _ in range(2):
        page = awas_phone.send(form, answer="9999")

    assert Attempt.select().count() == 1
    assert page.said("h1") == "Pas encore"


def test_nobody_sees_the_questions_of_another(awas_phone, app, moussa):
    page = begin(awas_phone, ADDING)
    other = Phone(app)
    other.sign_in(moussa)

    assert other.get(page.path).status == 404


def test_whoever_looks_around_practises_as_a_guest_and_leaves_no_trace_on_the_phone(phone):
    page = begin(phone, ADDING)
    assert Learner.select().where(Learner.school_class.is_null()).count() == 1
    page = answer(phone, page, right_answer)

    front = phone.send(page.form("/eleve/sortir"))

    assert front.path == "/"
    assert phone.get(page.path).path == "/eleve/"


def test_a_guest_has_no_home_of_her_own(phone):
    begin(phone, ADDING)

    assert phone.get("/eleve/accueil").path == "/catalogue"


@pytest.mark.parametrize("wild", ["", "x", "-1", "99999999999", "١"])
def test_a_forged_try_is_refused_and_breaks_nothing(awas_phone, wild):
    page = begin(awas_phone, ADDING)
    form = page.form(page.path)

    assert awas_phone.post(page.path, {**form.fields, "try": wild, "answer": "1"}).status in (200, 400)


@pytest.mark.parametrize("wild", ["<script>alert(1)</script>", "\u202e9", "9" * 500, "١٢", "½", "é" * 300])
def test_any_answer_gets_a_good_page(awas_phone, wild):
    page = begin(awas_phone, ADDING)

    page = awas_phone.send(page.form(page.path), answer=wild)

    assert page.status == 200
    assert "<script>alert" not in page.html


def test_a_lesson_is_not_practised(awas_phone):
    token = awas_phone.get("/eleve/accueil").form("/eleve/sortir").fields

    assert awas_phone.post(f"/pratique/{NUMBERS}/count/commencer", token).status == 404


def test_a_recorded_instruction_is_offered_once_it_has_come(awas_phone, box):
    skills, sound = box.ministry.skills, box.ministry.blob(b"ID3 said", "audio/mpeg", "said.mp3")
    exercise = msgspec.structs.replace(skills[ADD].exercises[0], sound={"fr": sound})
    skills[ADD] = msgspec.structs.replace(skills[ADD], exercises=(exercise,))
    box.ministry.retitled("2026.2", "Compter")
    box.brings()
    activation.activate(box.settings)

    page = begin(awas_phone, ADDING)
    assert sound.sha256 not in page.html

    box.brings(media=True)
    activation.show_what_came(box.settings)
    assert sound.sha256 in awas_phone.get(page.path).html
