"""The page of a class: who needs the teacher now, where each one is, and what it costs."""

import pytest
from adults import signed_in
from small_edition import ADD, COUNT
from tutored import answers, queries_counted

from hotspot.school import classes, tutor_days
from hotspot.school.adult_tables import Turn
from hotspot.school.adults import turns
from hotspot.school.classes import Newcomer
from hotspot.school.tables import StuckNotice

STUCK = "--------"
QUERIES_AT_MOST = 8


@pytest.fixture
def ci(box):
    return classes.class_named("CI")


@pytest.fixture
def today(box):
    return tutor_days.today()


@pytest.fixture
def page_of(phone, ci):
    """Open the page of the first class, as its teacher."""
    signed_in(phone, "teacher", of=("CI",))
    return lambda query="": phone.get(f"/enseignant/classes/{ci.id}{query}")


def test_it_says_at_once_how_many_work_and_who_needs_help_with_what(page_of, awa, moussa, today):
    answers(awa, COUNT, STUCK, day=today)
    answers(moussa, COUNT, "+-", day=today)

    said = page_of().said()

    assert "CI 3 élèves, 2 ont travaillé aujourd’hui" in said
    assert "Qui a besoin de moi\u00a0: 1 élève" in said
    assert "Awa, Compter jusqu’à 10 Compte un de trop, 8 fois." in said
    assert "Réponse 7, au lieu de" in said
    assert "8 questions essayées sur ce savoir. 1 autre élève fait la même erreur." in said


def test_a_need_leads_to_what_to_do_about_it(page_of, phone, ci, awa, today):
    answers(awa, COUNT, STUCK, day=today)

    address = f"/enseignant/classes/{ci.id}/savoirs/{COUNT}#remede"

    assert address in page_of().links()
    assert phone.get(address).all("h2", id="remede")


@pytest.mark.parametrize(("how", "thanks"), [("seen", "C’est noté."), ("helped", "vous avez aidé Awa")])
def test_the_teachers_word_takes_the_name_off_the_list(page_of, phone, awa, today, how, thanks):
    answers(awa, COUNT, STUCK, day=today)

    page = phone.send(page_of().form("/bloque"), fait=how)

    assert thanks in page.said()
    assert "Personne n’est bloqué" in page.said()
    assert (StuckNotice.get().closed_as, StuckNotice.get().closed_by) == (how, "Mme Seyni")


def test_the_same_word_sent_twice_is_said_once(page_of, phone, awa, today):
    answers(awa, COUNT, STUCK, day=today)
    form = page_of().form("/bloque")
    phone.send(form, fait="seen")

    assert "déjà noté" in phone.send(form, fait="helped").said()
    assert StuckNotice.get().closed_as == "seen"


def test_a_word_that_nobody_offered_is_refused(page_of, phone, awa, today):
    answers(awa, COUNT, STUCK, day=today)

    assert phone.send(page_of().form("/bloque"), fait="gone").status == 400
    assert StuckNotice.get().closed_as is None


def test_each_learner_has_a_word_on_each_skill_of_the_subject(page_of, awa, moussa, today):
    answers(awa, COUNT, STUCK, day=today)
    answers(moussa, COUNT, "++++++", day=today)

    page = page_of("?matiere=maths")

    heads = [found for found in page.all("th") if found.get("scope") == "col"]
    assert len(heads) == 3  # the name, and two skills of maths
    assert [found["class"] for found in page.all("td")] == [
        *("stuck", "unseen"),
        *("unseen", "unseen"),
        *("review", "unseen"),
    ]
    assert "Awabloquéà découvrir" in page.said()


def test_another_subject_is_one_link_away(page_of, awa, today):
    answers(awa, COUNT, "+", day=today)
    page = page_of()

    (french,) = [link for link in page.links() if "matiere=french" in link]

    assert "Les lettres et les sons" in page_of(french[french.index("?") :].partition("#")[0]).said()


def test_who_has_not_come_is_named(page_of, awa, moussa, today):
    answers(awa, COUNT, "+", day=today - 8)
    answers(moussa, COUNT, "+", day=today)

    said = page_of().said()

    assert "quand la classe travaillait Awa, Élimane" in said
    assert "Pas encore" not in said


def test_who_taps_is_named_and_what_was_learnt_is_told(page_of, awa, moussa, today):
    answers(awa, COUNT, "-----", day=today, counts=False)
    answers(moussa, COUNT, "++++++", day=today)

    said = page_of().said()

    assert "Répondent trop vite pour lire Awa" in said
    assert "Appris ces sept jours Compter jusqu’à 10 Moussa" in said


def test_sixty_learners_cost_no_more_queries_than_three(page_of, ci, awa, today):
    answers(awa, COUNT, STUCK, day=today)
    page_of()  # what is read once for an edition
    with queries_counted() as few:
        page_of()
    more = classes.add_learners([Newcomer("CI", f"Élève {number}") for number in range(57)], "fr")
    for learner in more[:12]:
        answers(learner, COUNT, STUCK, day=today)
        answers(learner, ADD, "+-", day=today)

    with queries_counted() as many:
        page_of()

    assert len(many) == len(few) <= QUERIES_AT_MOST, "\n".join(many)


def live(phone, ci, **headers):
    return phone.client.get(f"/enseignant/classes/{ci.id}/maintenant?seule=1", headers=headers)


def test_what_has_not_changed_is_not_sent_again(page_of, phone, ci, awa, moussa, today):
    answers(awa, COUNT, "+", day=today)
    page_of()
    first = live(phone, ci)

    again = live(phone, ci, **{"If-None-Match": first.headers["ETag"]})
    answers(moussa, COUNT, STUCK, day=today)
    changed = live(phone, ci, **{"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
    assert changed.status_code == 200
    assert "Moussa" in changed.get_data(as_text=True)


def test_without_script_the_page_refreshes_itself_during_a_lesson_only(page_of, awa, today):
    assert "http-equiv" not in page_of().html
    answers(awa, COUNT, "+", day=today)

    at_work = page_of().html

    (refresh,) = [line for line in at_work.splitlines() if "http-equiv" in line]
    assert refresh.startswith("<noscript>")
    assert 'content="20;url=' in refresh


@pytest.mark.parametrize(("query", "is_touch"), [("?seule=1", False), ("", True)])
def test_a_page_that_refreshes_itself_does_not_prolong_the_turn(page_of, query, is_touch):
    page_of()
    Turn.update(seen=Turn.seen - 600).execute()
    before = Turn.get().seen

    page_of(query)

    assert (Turn.get().seen > before) is is_touch


def test_a_page_that_refreshes_itself_comes_to_the_door_once_the_turn_is_over(page_of, phone, ci):
    page_of()
    Turn.update(seen=Turn.seen - turns.IDLE_SECONDS).execute()

    answer = live(phone, ci)

    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/enseignant/entrer")
