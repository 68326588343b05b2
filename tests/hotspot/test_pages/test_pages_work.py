"""Giving work from the browser: choose, give, put in order, see who has finished; the pupil's home."""

from datetime import timedelta

import pytest
from adults import signed_in
from phone import Phone
from small_edition import COUNT, MARKET, NUMBERS, WORDS

from hotspot.school import classes
from hotspot.school.adult_tables import Assignment, AssignmentOpened
from hotspot.school.progress import mark_done
from hotspot.school.work import assigning, groups, last_days
from hotspot.school.work.assigning import Whom
from hotspot.school.work.contents import What
from hotspot.school.work.groups import NewGroup

HOME_AT_MOST = 9  # one more than without work: test_pages_cost.py
PAGE_AT_MOST = 14  # of these the turn, the class and whose it is are five


@pytest.fixture
def ci(box):
    return classes.class_named("CI")


@pytest.fixture
def desk(phone):
    """The phone of a teacher of CI."""
    return signed_in(phone, "teacher", of=("CI",))


def here(school_class):
    return f"/enseignant/classes/{school_class.id}/travail"


def give(school_class, content=NUMBERS, kind="module", whom=None, day=None):
    return assigning.assign(school_class, What(kind, content), whom or Whom(), day, "Mme Seyni").row


def test_a_teacher_gives_a_module_of_the_year_to_the_class(desk, ci):
    page = desk.get(f"{here(ci)}/donner")
    (module,) = [link for link in page.links() if link.endswith("numbers") and "module" in link]
    page = desk.get(f"{here(ci)}/donner{module}")
    day = page.form("/donner").choices["jour"][1]

    page = desk.send(page.form("/donner"), pour="classe", jour=day)

    assert page.said("h1") == "CI\u00a0: 1 travail donné"
    assert "C’est donné." in page.said()
    assert "Fini par 0 élève sur 3, ouvert par 0" in page.said()
    assert Assignment.get().due_on == day


@pytest.mark.parametrize(("words", "given"), [("nombres", f"module%3A{NUMBERS}"), ("ajouter", "skill%3A")])
def test_what_to_give_is_found_by_its_words(desk, ci, words, given):
    links = desk.get(f"{here(ci)}/donner?q={words}&pour=eleve-1").links()

    assert [link for link in links if given.replace("/", "%2F") in link and link.endswith("pour=eleve-1")]


def test_words_that_nothing_has_are_answered_kindly(desk, ci):
    assert "Rien avec ces mots" in desk.get(f"{here(ci)}/donner?q=xyzzy").said()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2020-01-01", "Ce jour est passé"),
        ("1/1/2020", "Ce jour est passé"),
        ("31/02/2027", "n’a pas compris cette date"),
        ("vendredi", "n’a pas compris cette date"),
        ("2199-01-01", "trop loin"),
    ],
)
def test_a_day_that_cannot_be_comes_back_with_the_reason(desk, ci, awa, typed, told):
    page = desk.get(f"{here(ci)}/donner?quoi=module:{NUMBERS}")

    page = desk.send(page.form("/donner"), pour=f"eleve-{awa.id}", date=typed)

    assert page.status == 422
    assert told in page.said()
    assert page.form("/donner").fields["date"] == [typed]
    assert page.form("/donner").fields["pour"] == [f"eleve-{awa.id}"]
    assert not Assignment.select().exists()


def test_a_day_without_school_is_kept_and_said(desk, ci):
    sunday = last_days.today() + timedelta(days=13 - last_days.today().weekday())
    page = desk.get(f"{here(ci)}/donner?quoi=module:{NUMBERS}")

    page = desk.send(page.form("/donner"), pour="classe", date=sunday.isoformat())

    assert "il n’y a pas classe" in page.said()


@pytest.mark.parametrize("whom", ["groupe-99", "eleve-99", "", "eleve-x", f"eleve-{10**12}"])
def test_a_group_that_was_dissolved_is_said_and_the_form_stays(desk, ci, whom):
    page = desk.get(f"{here(ci)}/donner?quoi=skill:{COUNT}")

    page = desk.send(page.form("/donner"), pour=whom)

    assert page.status == 422
    assert "n’est plus dans la classe" in page.said()


def test_what_the_edition_has_no_more_is_said(desk, ci):
    assert "n’est plus dans la boîte" in desk.get(f"{here(ci)}/donner?quoi=module:region/gone").said()
    give(ci, "region/gone")

    assert "Un module qui n’est plus dans la boîte" in desk.get(here(ci)).said()
    assert "Retirez-le" in desk.get(f"{here(ci)}/{Assignment.get().id}").said()


def test_work_is_moved_up_and_down_and_taken_away(desk, ci):
    first, second = give(ci), give(ci, MARKET)
    page = desk.get(here(ci))

    page = desk.send(page.form(f"/{second.id}/monter"))
    stale = page.form(f"/{second.id}/descendre")
    page = desk.send(stale)
    assert [row.id for row in assigning.assigned_to(ci)] == [first.id, second.id]
    assert "L’ordre a changé entre-temps" in desk.send(stale).said()

    page = desk.get(f"{here(ci)}/{first.id}/retirer")
    question = page.form("/retirer")
    assert "C’est retiré" in desk.send(question).said()
    assert "déjà retiré" in desk.send(question).said()
    assert "déjà retiré" in desk.get(f"{here(ci)}/{first.id}").said()


def test_a_teacher_sees_who_has_finished_and_the_next_step_of_the_others(desk, ci, awa, moussa):
    row = give(ci)
    for grain in ("count", "all-types", "adding"):
        mark_done(awa, f"{NUMBERS}/{grain}")
    mark_done(moussa, f"{NUMBERS}/count")
    assigning.mark_opened(row.id, moussa)

    said = desk.get(f"{here(ci)}/{row.id}").said()

    assert "Fini par 1 élève sur 3, ouvert par 2" in said
    waiting, opened, finished = (
        said.index(name) for name in ("Pas encore ouvert", "Ouvert, pas fini", "Fini (1)")
    )
    assert waiting < said.index("Élimane") < opened < said.index("Moussa") < finished < said.index("Awa")
    assert "1 étape faite sur 3" in said[opened:finished]


def test_a_lesson_is_given_from_its_own_page(desk, ci, app):
    assert f"/enseignant/donner?quoi=module%3A{NUMBERS}" in desk.get(f"/modules/{NUMBERS}").links()
    assert "/enseignant/donner?quoi=parcours%3Asn/maths-1" in desk.get("/parcours/sn/maths-1").links()

    page = desk.get(f"/enseignant/donner?quoi=skill%3A{COUNT}")

    assert page.path == f"{here(ci)}/donner"
    assert f"skill:{COUNT}" in page.form("/donner").fields["quoi"]
    assert "Donner à une classe" not in Phone(app).get(f"/modules/{NUMBERS}").said()


def test_the_head_chooses_among_the_classes(phone, ci):
    page = signed_in(phone).get(f"/enseignant/donner?quoi=module%3A{NUMBERS}")

    assert f"{here(ci)}/donner?quoi=module%3Aregion%2Fmaths%2Fnumbers" in page.links()


def test_another_teachers_class_stays_closed(phone, ci):
    desk = signed_in(phone, "teacher", name="M. Ba", of=("CP",))

    assert desk.get(here(ci)).status == 403
    assert desk.get(f"{here(ci)}/donner").status == 403


def test_a_page_full_of_work_asks_no_more_than_one_with_little(desk, ci, queries):
    give(ci, MARKET)
    desk.get(here(ci))  # so that the catalogue is read
    queries.clear()
    desk.get(here(ci))
    few = len(queries)
    for content in (NUMBERS, WORDS):
        row = give(ci, content)
    queries.clear()

    desk.get(here(ci))
    assert len(queries) == few <= PAGE_AT_MOST, queries
    queries.clear()
    desk.get(f"{here(ci)}/{row.id}")
    assert len(queries) <= PAGE_AT_MOST, queries


def test_a_pupil_finds_first_what_was_given(desk, app, ci, awa):
    today = last_days.today()
    give(ci, COUNT, "skill")
    late = give(ci, WORDS)
    Assignment.update(due_on=(today - timedelta(days=3)).isoformat()).where(
        Assignment.id == late.id
    ).execute()
    give(ci, day=today + timedelta(days=1))
    give(ci, "sn/french-1", "parcours")
    phone = Phone(app)

    page = phone.sign_in(awa)

    given = [link for link in page.links() if "/travail/" in link]
    assert len(given) == 3
    assert page.links().index(given[0]) < page.links().index("/pratique/")
    assert "Pour demain" in page.said()
    assert "Tu peux encore le faire." in page.said()
    assert phone.get(given[0]).path == f"/pratique/savoirs/{COUNT}"
    assert phone.get(given[1]).path == f"/modules/{WORDS}"
    assert AssignmentOpened.select().count() == 2


def test_another_childs_work_is_not_opened(awas_phone, ci, moussa):
    row = give(ci, whom=Whom(learner_id=moussa.id))

    assert awas_phone.get(f"/eleve/travail/{row.id}").path == "/eleve/accueil"
    assert not AssignmentOpened.select().exists()


def test_what_is_finished_leaves_the_pupils_home(awas_phone, ci, awa):
    give(ci, WORDS)
    assert "Ton travail" in awas_phone.get("/eleve/accueil").said()

    mark_done(awa, f"{WORDS}/write")

    assert "Ton travail" not in awas_phone.get("/eleve/accueil").said()


def test_a_home_full_of_work_asks_little(awas_phone, ci, awa, queries):
    give(ci, COUNT, "skill")
    for content in (NUMBERS, MARKET, WORDS):
        give(ci, content, whom=Whom(group_id=groups.make(ci, [NewGroup("G", "", (awa.id,))])[0]))
    awas_phone.get("/eleve/accueil")  # so that the catalogue is read
    queries.clear()

    awas_phone.get("/eleve/accueil")

    assert len(queries) <= HOME_AT_MOST, queries
