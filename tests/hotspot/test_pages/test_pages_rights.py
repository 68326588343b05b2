"""Every address × every visitor, generated from the map of addresses: one without a line fails."""

import pytest
from adults import adult
from rights import LINES, VISITORS
from small_edition import COUNT, MARKET, NUMBERS

from hotspot.content import catalogue
from hotspot.school import attempts, classes, signing_in
from hotspot.school.adult_tables import Assignment, LearnerGroup, Notice
from hotspot.school.adults import accounts, turns
from hotspot.school.tables import database
from runtime.clock import now

DOORS = ("/enseignant/entrer", "/boite/entrer")
UNASKED = {"HEAD", "OPTIONS"}
TOKEN = {"csrf": "told by our own page"}


def lines_of(app):
    return [(method, rule) for rule in app.url_map.iter_rules() for method in sorted(rule.methods - UNASKED)]


@pytest.fixture
def here(box, awa):
    """What stands in the addresses: things of Awa's class, which is Mme Seyni's."""
    mine, ci = adult("teacher"), classes.class_named("CI")
    accounts.give_class(ci, mine)
    adult("head", "Mme Sow")  # or the head would be the last one
    given = {"school_class": ci, "given_by": mine.name, "given_at": now()}
    told = {"title": "Fête", "text": "Samedi", "until": "2099-01-01", "written_by": "", "written_at": now()}
    return {
        "class_id": ci.id,
        "learner_id": awa.id,
        "teacher_id": mine.id,
        "group_id": LearnerGroup.create(school_class=ci, name="A", skill=COUNT, made_at=now()).id,
        "assignment_id": Assignment.create(kind="skill", content=COUNT, position=1, **given).id,
        "question_id": attempts.begin(awa, f"{NUMBERS}/adding", "fr").id,
        "sitting_id": 1,
        "number": Notice.create(**told).id,
        "skill": COUNT,
        "grain_id": f"{NUMBERS}/count",
        "module_id": MARKET,
        "parcours_id": "sn/maths/ci",
        "form": "csv",
        "code": "fr",
        "sha256": "0" * 64,
        "version": "0",
        "name": "looks.css",
    }


@pytest.fixture
def cookies(here, awa):
    """What the cookie of each visitor holds."""
    seen = int(now().timestamp())
    adults = {
        "other teacher": adult("teacher", "M. Sarr"),
        "teacher": adult("teacher"),
        "head": adult("head"),
        "technician": adult("technician"),
    }
    learners = {"guest": signing_in.new_guest("fr"), "learner": awa}
    return {
        "nobody": {},
        **{who: {"learner": one.id, "seen": seen} for who, one in learners.items()},
        **{who: {"turn": turns.begin(one)} for who, one in adults.items()},
    }


def test_every_address_answers_each_visitor_as_its_line_says(app, here, cookies):
    client, wrong = app.test_client(), {}
    adapter = app.url_map.bind("localhost")
    for method, rule in lines_of(app):
        path = adapter.build(rule.endpoint, {name: here[name] for name in rule.arguments}, method)
        found = " ".join(answer(client, method, path, cookies[who]) for who in VISITORS)
        if found != LINES.get(f"{method} {rule.rule}"):
            wrong[f"{method} {rule.rule}"] = found

    assert not wrong, "rights.py says otherwise:\n" + "\n".join(
        f'"{line}": "{found}",' for line, found in wrong.items()
    )


def test_no_address_fails_for_the_head_of_a_box_whose_edition_is_lost(app, box, here, cookies):
    catalogue.close_catalogue()
    box.settings.catalogue_file.unlink()
    client, adapter, failed = app.test_client(), app.url_map.bind("localhost"), []
    app.config["PROPAGATE_EXCEPTIONS"] = False
    for method, rule in lines_of(app):
        path = adapter.build(rule.endpoint, {name: here[name] for name in rule.arguments}, method)
        if sent(client, method, path, cookies["head"]).status_code >= 500:
            failed.append(f"{method} {path}")

    assert not failed


def test_every_line_has_its_address(app):
    assert set(LINES) <= {f"{method} {rule.rule}" for method, rule in lines_of(app)}


def answer(client, method, path, cookie):
    """Return in one word how an address answers who holds this cookie."""
    return meaning(sent(client, method, path, cookie))


def sent(client, method, path, cookie):
    """Return what an address answers who holds this cookie; what it has done is undone."""
    with client.session_transaction() as session:
        session.clear()
        session.update(cookie, **TOKEN)
    with database.atomic() as transaction:
        response = client.open(path, method=method, data=TOKEN if method == "POST" else None)
        response.close()
        transaction.rollback()
    return response


def meaning(response):
    """Return in one word what became of the visitor."""
    leads_to = response.headers.get("Location", "")
    if response.status_code == 403:
        return "closed"
    if leads_to.startswith(DOORS):
        return "door"
    if leads_to == "/eleve/" or leads_to.startswith("/eleve/classe/"):
        return "wall"
    return "front" if leads_to == "/" else "in"
