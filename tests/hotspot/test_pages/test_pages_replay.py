"""Whoever has overheard every cookie, password and form of the head does nothing of what cannot be undone."""

import hashlib
import inspect
import io

import pytest
from adults import PASSWORD, adult, card_code, signed_in
from phone import Phone

from hotspot.school.adults import accounts, card
from hotspot.school.tables import SignInFailure, database

# What cannot be undone, each with what its form holds beside the code.
ROLE, REMOVE = (f"/enseignant/ecole/adultes/<int:teacher_id>/{last}" for last in ("role", "supprimer"))
JOIN, ERASE = (f"/enseignant/eleves/<int:learner_id>/{last}" for last in ("reunir", "supprimer"))
IRREVOCABLE = {
    ROLE: {"role": "head"},
    REMOVE: {},
    JOIN: {"avec": "2"},  # Moussa
    ERASE: {},
    "/enseignant/ecole/carte": {},
    "/boite/wifi": {"nom": "Autre école", "acces": "ouvert", "pays": "SN", "canal": "6"},
    "/boite/sauvegarde/reprise": {},
}
GUESS = "9999 9999"
PASSING = {"turn", "sign_in_failure"}  # who is in, and who has tried: no part of the school
TOKEN = {"csrf": "told by our own page"}


@pytest.fixture
def here(box, awa):
    """What stands in the addresses; a head with a password, and a card."""
    accounts.add_teacher("M. Diouf", "head", PASSWORD)
    card_code(box)
    return {"teacher_id": adult("teacher").id, "learner_id": awa.id, "class_id": awa.school_class_id}


@pytest.fixture
def address(app, here):
    adapter = app.url_map.bind("localhost")
    rules = {rule.rule: rule for rule in app.url_map.iter_rules() if "POST" in rule.methods}

    def built(rule):
        values = {name: here[name] for name in rules[rule].arguments}
        return adapter.build(rules[rule].endpoint, values, "POST")

    return built


def kept(box):
    """Everything that the box keeps, but for what passes, and which codes are used."""
    rows = {
        table: database.execute_sql(f'SELECT * FROM "{table}"').fetchall()
        for table in database.get_tables()
        if table not in PASSING
    }
    files = [one for one in box.settings.data_folder.rglob("*") if one.is_file()]
    own = [one for one in files if one.name != card.NAME and not one.name.startswith("school.db")]
    return rows, {str(one): hashlib.sha256(one.read_bytes()).hexdigest() for one in own}


def head_on(app):
    phone = signed_in(Phone(app))
    with phone.client.session_transaction() as session:
        session.update(TOKEN)
    return phone


def nobody_waits():
    SignInFailure.delete().execute()


def test_every_room_that_asks_the_card_is_named(app):
    asking = {
        rule.endpoint.split(".")[0]
        for rule in app.url_map.iter_rules()
        if "POST" in rule.methods and "what_is_wrong()" in source_of(app, rule)
    }
    named = {rule.endpoint.split(".")[0] for rule in app.url_map.iter_rules() if rule.rule in IRREVOCABLE}

    assert asking == named


def source_of(app, rule):
    view = inspect.unwrap(app.view_functions[rule.endpoint])
    source = inspect.getsource(inspect.getmodule(view))
    return source if "card_asked" in source else ""


@pytest.mark.parametrize("code", ["none", "guessed", "used"])
def test_without_a_fresh_code_nothing_of_the_kind_passes(app, box, here, address, code):
    given = {"none": {}, "guessed": {"card_code": GUESS}, "used": {"card_code": card_code(box)}}[code]
    card.use(box.settings, card_code(box), "")
    phone, before = head_on(app), kept(box)

    for rule, fields in IRREVOCABLE.items():
        nobody_waits()
        phone.client.post(address(rule), data={**fields, **given, **TOKEN})
        assert kept(box) == before, rule


class Air:
    """The Wi-Fi, on which somebody listens to all that is posted."""

    def __init__(self, app):
        self.app, self.posts = app.wsgi_app, []
        app.wsgi_app = self

    def __call__(self, environ, start_response):
        if environ["REQUEST_METHOD"] == "POST":
            body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
            self.posts.append((environ["PATH_INFO"], body, environ.get("HTTP_COOKIE", "")))
            environ["wsgi.input"] = io.BytesIO(body)
        return self.app(environ, start_response)


@pytest.fixture
def overheard(app, box, here, address):
    """What somebody has heard of a head who signs in, gives roles, slips, waits, and mistypes a form."""
    air, phone = Air(app), Phone(app)
    page = phone.get("/enseignant/entrer")
    phone.send(page.form("/enseignant/entrer"), name="M. Diouf", password=PASSWORD)
    role = address(ROLE)
    codes = []

    def type_code(wanted):
        codes.append(card_code(box))
        return phone.send(phone.get(role).form("/role"), role=wanted, card_code=codes[-1])

    type_code("technician")
    type_code("teacher")
    for _ in range(3):
        phone.send(phone.get(role).form("/role"), role="head", card_code=GUESS)
    assert "Attendez" in type_code("technician").said("main"), "typed while the box lets nobody try"
    nobody_waits()
    type_code("no such role")
    return list(air.posts), codes


def test_the_same_forms_with_the_same_cookies_pass_no_more(app, box, overheard):
    posts, _codes = overheard
    before = kept(box)

    for path, body, cookie in posts:
        nobody_waits()
        client = app.test_client(use_cookies=False)
        client.post(
            path, data=body, headers={"Cookie": cookie}, content_type="application/x-www-form-urlencoded"
        )

    assert kept(box) == before


def test_with_the_password_no_overheard_code_opens_anything(app, box, overheard, address):
    _posts, codes = overheard
    phone = Phone(app)
    page = phone.get("/enseignant/entrer")
    page = phone.send(page.form("/enseignant/entrer"), name="M. Diouf", password=PASSWORD)
    assert page.path == "/enseignant/"
    with phone.client.session_transaction() as session:
        session.update(TOKEN)
    before = kept(box)

    for rule, fields in IRREVOCABLE.items():
        for code in codes:
            nobody_waits()
            phone.client.post(address(rule), data={**fields, **TOKEN, "card_code": code})
            assert kept(box) == before, rule


def test_a_fresh_code_opens_each_for_which_nothing_else_is_needed(app, box, here, address):
    phone = head_on(app)

    for rule in (JOIN, ERASE, ROLE, REMOVE):
        before = kept(box)
        phone.client.post(address(rule), data={**IRREVOCABLE[rule], **TOKEN, "card_code": card_code(box)})
        assert kept(box) != before, rule
