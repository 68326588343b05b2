"""What pupils send with their scripts, and what may stand in a list or a lesson: nothing gets through."""

import time
from dataclasses import replace
from html.parser import HTMLParser

import msgspec
import pytest
from adults import adult
from answering import right_answer
from flask import Response

from hotspot.app import create_app
from hotspot.pages.adult import FOR_ADULTS
from hotspot.pages.safety import FOR_ANYBODY, TOKEN
from hotspot.pages.wire import typeset
from hotspot.school import attempts
from hotspot.school.adults import turns
from hotspot.school.tables import Attempt, Learner, Question, School, SchoolClass, SignInFailure
from runtime import clock

SET = "region/maths/numbers/adding"
HOSTILE = "\"'><script>alert(1)</script><b onclick=1>"
MANY = "9" * 30


class Attributes(HTMLParser):
    """The names of all attributes of a page."""

    def __init__(self, page):
        super().__init__()
        self.found = set()
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found |= {name for name, _ in attributes}


@pytest.fixture
def script(app):
    """A script of nobody's, with a cookie of its own."""
    return _phone_of(app, None)


@pytest.fixture
def awas_phone(app, awa):
    return _phone_of(app, awa)


@pytest.fixture
def heads_phone(app):
    phone = _phone_of(app, None)
    with phone.session_transaction() as kept:
        kept["turn"] = turns.begin(adult("head"))
    return phone


def _phone_of(app, learner):
    phone = app.test_client()
    with phone.session_transaction() as kept:
        kept[TOKEN] = "own"
        if learner is not None:
            kept.update(learner=learner.id, seen=int(clock.now().timestamp()))
    return phone


def _sent(phone, address, **fields):
    return phone.post(address, data={TOKEN: "own", **fields})


def _rows():
    return [table.select().count() for table in (Learner, Question, Attempt, SignInFailure)]


def _posting(app):
    """Yield an address of every rule that takes a form, so that a new one is covered.

    Not the button of the signpost, pressed where no cookie is kept: all it does is let a phone stay.
    """
    for rule in app.url_map.iter_rules():
        if rule.methods - {"GET", "HEAD", "OPTIONS"} and rule.endpoint not in FOR_ANYBODY:
            _, address = rule.build({name: _value_for(name, rule) for name in rule.arguments})
            yield address


def _value_for(name, rule):
    return 1 if f"<int:{name}>" in rule.rule else SET


@pytest.mark.parametrize(
    "forged",
    [
        {"data": {}},
        {"data": {TOKEN: ""}},
        {"data": {TOKEN: "of another phone"}},
        {"data": f"{TOKEN}=own", "content_type": "text/plain"},
        {"json": {TOKEN: "own"}},
        {"query_string": {TOKEN: "own"}},
        {"headers": {"X-CSRF-Token": "own"}},
        {"data": b"\xff\x00", "content_type": "multipart/form-data"},
        {"data": b"--x", "content_type": "multipart/form-data; boundary=" + "x" * 500},
    ],
)
def test_no_form_of_another_site_is_taken_anywhere(app, awas_phone, heads_phone, awa, forged):
    attempts.begin(awa, SET, "fr")
    before = _rows()

    answers = {
        address: (heads_phone if address.startswith(FOR_ADULTS) else awas_phone)
        .post(address, **forged)
        .status_code
        for address in _posting(app)
    }

    assert len(answers) >= 60
    assert set(answers.values()) == {400}, answers
    assert _rows() == before


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "HACK"])
def test_an_unusual_method_is_refused(awas_phone, method):
    assert awas_phone.open("/eleve/accueil", method=method).status_code == 400


@pytest.mark.parametrize(
    "address",
    [
        f"/eleve/classe/{MANY}",
        f"/eleve/{MANY}/code",
        f"/pratique/question/{MANY}",
        f"/pratique/question/{MANY}/suite",
        "/eleve/classe/" + "9" * 5000,
        "/eleve/classe/-1",
        "/eleve/classe/٣",
        "/eleve/0/code",
        "/grains/%00",
        "/grains/" + "a/" * 3000,
        "/grains/x%0d%0aSet-Cookie:a=b",
        "/grains/%ED%A0%80",
        "/static/0/..%2f..%2fapp.py",
        "/static/0/%2e%2e/%2e%2e/app.py",
        "/static/0/looks.css%00",
        "/media/..%2f..%2fschool.db/x",
        "/%5Cevil.example",
        "/.git/config",
    ],
)
def test_an_address_that_leads_nowhere_is_kindly_not_found(awas_phone, address):
    for answer in (awas_phone.get(address), _sent(awas_phone, address)):
        assert answer.status_code in (404, 405)
        assert "<h1>" in answer.text


@pytest.mark.parametrize(
    "asked",
    [
        "q=%00",
        "q=%ff%fe",
        "q=%ED%A0%80",
        "q=" + "%EF%B7%BA" * 80,
        "q=%25&q=_",
        "annee=٣&page=-1&matiere=%00",
        f"annee=²&page={MANY}",
        "genre=module&langue=x&image=0",
        "&".join(f"k{number}={number}" for number in range(500)),
    ],
)
def test_nonsense_in_a_question_is_answered_with_a_page(script, asked):
    for address in ("/recherche", "/catalogue", "/grains/region/stories/market/comic"):
        assert script.get(f"{address}?{asked}").status_code in (200, 404)


@pytest.mark.parametrize(
    "onward",
    [
        "//evil",
        "/%5Cevil",
        "%5C%5Cevil",
        "http://evil",
        "@evil",
        "evil",
        "%09//evil",
        "/%09/evil",
        "/%0d%0aX:1",
        "",
    ],
)
def test_a_change_of_language_leads_to_no_other_site(script, onward):
    assert script.get(f"/langue/ar?suite={onward}").location == "/"


@pytest.mark.parametrize(
    "host", ["evil", "evil:80", "10.42.0.1@evil", "a b", "\\", "", "[::1", "10.42.0.1:8080"]
)
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("/", "/"),
        ("//evil", "/"),
        ("/%5Cevil?x=%0d%0a", "/%5Cevil?x=%0d%0a"),
        ("/@evil", "/%40evil"),
        ("/%0d%0aSet-Cookie:a=b", "/%0D%0ASet-Cookie%3Aa%3Db"),
        ("/nombres%3f?q=é", "/nombres%3F?q=%C3%A9"),
    ],
)
def test_another_name_leads_to_the_one_address_without_a_cookie(box, host, asked, found):
    phone = create_app(replace(box.settings, origin="http://10.42.0.1", portal="off")).test_client()
    answer = phone.get(asked, headers={"Host": host})

    assert (answer.status_code, answer.location) == (302, f"http://10.42.0.1{found}")
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
@pytest.mark.parametrize(
    "address", ["/", "/rien", "/sante", "/static/0/looks.css", "/media/x/y", "/eleve", "/boite/entrer"]
)
def test_every_answer_keeps_scripts_and_frames_out(script, address, method):
    headers = script.open(address, method=method).headers

    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Server" not in headers


def test_a_name_is_only_ever_words(box, app, awas_phone, awa):
    School.update(name=HOSTILE, town=HOSTILE).execute()
    SchoolClass.update(name=HOSTILE).where(SchoolClass.id == awa.school_class_id).execute()
    Learner.update(first_name=HOSTILE).where(Learner.id == awa.id).execute()
    wall = f"/eleve/classe/{awa.school_class_id}"

    for phone in (awas_phone, app.test_client()):
        for address in ("/", "/eleve/", wall, f"/eleve/{awa.id}/code", "/eleve/accueil", "/eleve/fait"):
            _examine(phone.get(address))


def test_a_title_is_only_ever_words(box, script):
    for name, module in box.ministry.modules.items():
        grains = tuple(
            msgspec.structs.replace(one, title={"fr": HOSTILE, 'x"y': HOSTILE}) for one in module.grains
        )
        box.ministry.modules[name] = msgspec.structs.replace(
            module, title={"fr": HOSTILE}, about={"ar": HOSTILE}, authors=HOSTILE, grains=grains
        )
    box.install()
    module = next(iter(box.ministry.modules.values()))

    addresses = ["/catalogue", "/recherche?q=script", f"/modules/{module.id}"]
    for address in addresses + [f"/grains/{grain.id}" for grain in module.grains]:
        _examine(script.get(address))


def test_words_that_are_sent_come_back_as_words(script):
    for address in ("/recherche?q=", "/catalogue?k=", "/catalogue?annee=", "/rien/", "/langue/fr?suite=/"):
        _examine(script.get(address + HOSTILE))


def test_an_answer_that_is_shown_again_is_only_words(awas_phone, awa):
    asked = attempts.begin(awa, SET, "fr")
    address = f"/pratique/question/{asked.id}"
    for number in (1, 2, 3):
        _sent(awas_phone, address, **{"try": number, "answer": HOSTILE + str(number), HOSTILE: HOSTILE})
        _examine(awas_phone.get(address))


def _examine(answer):
    assert answer.status_code < 500
    assert "<script>" not in answer.text
    assert not any(name.startswith("on") for name in Attributes(answer.text).found)


def test_nobody_sees_or_answers_the_question_of_another(app, script, awas_phone, awa, moussa):
    asked = attempts.begin(moussa, SET, "fr")
    before = _rows()
    for end in ("", "/indice", "/suite"):
        address = f"/pratique/question/{asked.id}{end}"
        assert _sent(awas_phone, address, **{"try": 1}, **_flat(asked)).status_code == 404
        assert _sent(script, address, **{"try": 1}).location == "/eleve/"
    assert awas_phone.get(f"/pratique/question/{asked.id}").status_code == 404
    assert _rows() == before


def _flat(asked):
    return {name: values[0] for name, values in right_answer(asked.question).items()}


@pytest.mark.parametrize("number", ["", "-1", "x", "9999", "٣", "1e3", "\0"])
def test_a_forged_number_of_a_try_is_refused(awas_phone, awa, number):
    asked = attempts.begin(awa, SET, "fr")

    answer = _sent(awas_phone, f"/pratique/question/{asked.id}", **{"try": number}, **_flat(asked))

    assert (answer.status_code, Attempt.select().count()) == (400, 0)


@pytest.mark.parametrize(
    "piece", ["1/1", "1.1", "11,", "1/1.", "1\u00a0", "_", "- ", "&lt;", "«", "1 x", "? ", " ", "\t"]
)
def test_no_text_makes_the_setting_of_a_page_slow(piece):
    page = f'<p dir="rtl">{piece * 20_000}x</p>'

    begun = time.process_time()
    typeset(Response(page, mimetype="text/html"))

    assert time.process_time() - begun < 2
