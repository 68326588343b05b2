"""A code of the printed card is used up when it is typed, whatever becomes of the page it was typed on."""

import pytest
from adults import card_code, signed_in

from hotspot.pages import card_asked
from hotspot.school.adults import card

GUESS = "9999 9999"


@pytest.fixture
def ask(app, phone, box):
    """Say what is wrong with a code that the head has typed."""
    signed_in(phone)
    card_code(box)

    def asked(typed):
        with app.test_request_context("/enseignant/x", method="POST", data={card_asked.FIELD: typed}):
            card_asked.use_typed_code()
            return card_asked.what_is_wrong()

    return asked


def test_a_right_code_is_right_once(ask, box):
    code = card_code(box)

    assert ask(code) == ""
    assert ask(code) == "Ce code a déjà servi. Donnez le code n° 2."
    assert card.next_number(box.settings) == 2
