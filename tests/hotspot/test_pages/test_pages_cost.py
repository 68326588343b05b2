"""What a page asks of the databases: counted, for a count is the same on every machine."""

from answering import right_answer
from msgspec.structs import replace
from small_edition import COUNT, MARKET, NUMBERS, WORDS

from hotspot.school import attempts, tutor_days
from hotspot.school.progress import mark_done
from hotspot.school.tables import Question
from hotspot.school.tutor import sittings

HOME_AT_MOST = 8
QUESTION_AT_MOST = 6
TUTOR_AT_MOST = 10
MORE_WITH_THE_TUTOR = 3  # for three pages: a set asks for other things
TUTOR_PAGES = ("/pratique/", "/pratique/savoirs", f"/pratique/savoirs/{COUNT}")


def test_a_home_with_much_done_asks_no_more_than_an_empty_one(awas_phone, awa, queries):
    for grain in (f"{NUMBERS}/count", f"{MARKET}/video"):
        mark_done(awa, grain)
    attempts.begin(awa, f"{WORDS}/write", "fr")
    queries.clear()

    awas_phone.get("/eleve/accueil")

    assert 0 < len(queries) <= HOME_AT_MOST, queries


def test_a_question_asks_little(awas_phone, awa, queries):
    asked = attempts.begin(awa, f"{NUMBERS}/adding", "fr")
    queries.clear()

    awas_phone.get(f"/pratique/question/{asked.id}")

    assert 0 < len(queries) <= QUESTION_AT_MOST, queries


def test_a_catalogue_seen_before_is_not_counted_again(phone, queries):
    seen = phone.get("/catalogue?matiere=maths").html
    queries.clear()

    assert phone.get("/catalogue?matiere=maths").html == seen
    assert not [sql for sql in queries if "grain" in sql]


def test_a_catalogue_is_drawn_for_each_language_and_each_choice(phone):
    maths, all_subjects = phone.get("/catalogue?matiere=maths"), phone.get("/catalogue")
    in_arabic = phone.get("/langue/ar?suite=/catalogue")

    assert len({page.said() for page in (maths, all_subjects, in_arabic)}) == 3


def test_a_catalogue_seen_before_follows_a_new_edition(phone, box):
    before = phone.get("/catalogue").said()
    module = box.ministry.retitled("2026.2", "Les nombres").modules[NUMBERS]
    box.ministry.modules[NUMBERS] = replace(module, grains=module.grains[1:])

    box.install()

    assert "9 leçons" in before
    assert "8 leçons" in phone.get("/catalogue").said()


def test_an_address_of_a_mile_is_not_kept_in_memory(phone, queries):
    mile = f"/catalogue?matiere={'x' * 200}"
    phone.get(mile)
    queries.clear()

    phone.get(mile)

    assert [sql for sql in queries if "grain" in sql]


def test_the_pages_of_the_tutor_ask_little_however_much_was_done(awas_phone, awa, queries, monkeypatch):
    monkeypatch.setattr(tutor_days, "seconds_since", lambda _time: 30)
    few = {path: asked_for(awas_phone, queries, path) for path in TUTOR_PAGES}
    for kind in ("placement", "today", "today"):
        sitting = sittings.begin(awa, kind)
        while (one := sittings.ask(awa, sitting, "fr")) is not None:
            attempts.answer(one, right_answer(one.question), one.next_try)
            sitting = sittings.sitting(sitting.id, awa)

    many = {path: asked_for(awas_phone, queries, path) for path in TUTOR_PAGES}

    assert max(few.values()) <= TUTOR_AT_MOST, few
    assert max(many.values()) <= TUTOR_AT_MOST, many


def asked_for(phone, queries, path):
    queries.clear()
    assert phone.get(path).status == 200
    return len(queries)


def test_an_answer_to_the_tutor_asks_few_more_queries_than_one_in_a_set(
    awas_phone, awa, queries, monkeypatch
):
    monkeypatch.setattr(tutor_days, "seconds_since", lambda _time: 30)
    counted = []
    for begin in (in_a_set, in_a_set, with_the_tutor, with_the_tutor):
        page = begin(awas_phone)
        row = Question.select().order_by(Question.id.desc()).get()
        question = attempts.asked(row.id, awa).question
        queries.clear()
        page = awas_phone.send(page.form(page.path), **right_answer(question))
        awas_phone.send(page.form("/suite"))
        counted.append(len(queries))

    _cold, in_set, first, second = counted
    assert max(first, second) <= in_set + MORE_WITH_THE_TUTOR, counted


def in_a_set(phone):
    return phone.send(phone.get(f"/grains/{NUMBERS}/adding").form("/commencer"))


def with_the_tutor(phone):
    return phone.send(phone.get("/pratique/").form("/pratique/commencer"))
