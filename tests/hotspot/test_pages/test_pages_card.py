"""A code of the printed card is used up when it is typed, whatever becomes of the page it was typed on."""

import pytest
from adults import adult, card_code, signed_in
from flask import g

from hotspot.machine import ledgers
from hotspot.pages import card_asked
from hotspot.school.adults import card, label
from hotspot.school.adults.turns import Adult

GUESS = "9999 9999"


@pytest.fixture
def ask(app, box):
    """Say what is wrong with a code that the head has typed."""
    card_code(box)
    head = Adult("head", "M. Diouf", adult("head").id)

    def asked(typed):
        with app.test_request_context("/enseignant/x", method="POST", data={card_asked.FIELD: typed}):
            g.adult = head
            card_asked.use_typed_code()
            return card_asked.what_is_wrong()

    return asked


def test_a_right_code_is_right_once(ask, box):
    code = card_code(box)

    assert ask(code) == ""
    assert ask(code) == "Ce code a déjà servi. Donnez le code n° 2."
    assert card.next_number(box.settings) == 2


def test_a_code_typed_when_the_turn_is_over_is_used_up_too(app, box):
    code = card_code(box)

    posted(app, "10.42.0.7", code)

    assert card.next_number(box.settings) == 2


def test_pupils_who_try_codes_of_the_card_keep_no_adult_from_it(app, box, ask):
    for number in range(8):
        for _ in range(4):
            posted(app, f"10.42.0.{number}", GUESS)

    assert card.wait_seconds("10.42.0.7") > 0, "nor does one of them get far"
    assert card.wait_seconds("10.42.0.99") == 0
    assert ask(card_code(box)) == ""


def test_a_card_that_cannot_be_read_has_no_code_left_and_the_label_gives_another(box, phone):
    made = label.new_label(box.settings)
    ledgers.write(box.settings, card.NAME, b"\xff noise")

    page = signed_in(phone).get("/enseignant/ecole/carte")
    assert card.left(box.settings) == 0
    page = phone.send(page.form("/secours"), code=made.recovery)

    assert "Votre carte de codes" in page.said("h1")
    assert card.left(box.settings) == card.CODES_A_CARD


def test_a_label_that_cannot_be_read_closes_no_page(box, phone):
    ledgers.write(box.settings, label.NAME, b"\xff noise")

    page = signed_in(phone).get("/enseignant/ecole/carte")

    assert page.status == 200
    assert label.try_recovery(box.settings, "", "") == "wrong"


def posted(app, address, code):
    """Type a code without an adult's turn."""
    data = {card_asked.FIELD: code}
    app.test_client().post("/enseignant/entrer", data=data, environ_base={"REMOTE_ADDR": address})
