"""Parameters of the tutor are taken where they foretell the box's own answers better, else refused."""

import pytest
from click.testing import CliRunner
from served import served
from small_edition import ADD, COUNT
from tutored import answers

from exchange.documents import Parameters
from exchange.errors import UnreadableDocument
from exchange.store import Store
from hotspot.cli import hotspot
from hotspot.content import catalogue, parameters
from hotspot.content.arrivals import WrongEdition
from hotspot.school.tutor import tutoring, weighing
from learning.tutor.parameters import UNCALIBRATED

HERE = Parameters("here", 0.0, {"base": 1.0}, {COUNT: 3.0, ADD: -3.0})  # counting is easy, adding hard
ELSEWHERE = Parameters("elsewhere", 0.0, {"base": 1.0}, {COUNT: -3.0, ADD: 3.0})


@pytest.fixture
def offered(box):
    """Install an edition with these parameters, and weigh them."""

    def offered(*brought):
        box.ministry.parameters = brought
        box.install()
        box.reopened()
        return weighing.weigh()

    return offered


@pytest.fixture
def worked(awa, moussa):
    """Who counts, gets it right; who adds, does not, but for one time in ten."""
    for learner in (awa, moussa):
        answers(learner, COUNT, "+" * 40)
        answers(learner, ADD, "---------+" * 4)


def test_better_parameters_are_taken(worked, offered):
    weighed = offered(HERE)

    assert weighed.taken
    assert weighed.offered.answers == 160
    assert parameters.parameters() == HERE
    assert tutoring.here().tutor.parameters.version == "here"


def test_worse_parameters_are_refused_and_those_in_use_stay(worked, offered, caplog):
    offered(HERE)

    weighed = offered(ELSEWHERE)

    assert not weighed.taken
    assert weighed.offered.log_loss > weighed.used.log_loss
    assert parameters.parameters() == HERE
    assert "worse here" in caplog.text


def test_a_box_that_nobody_calibrated_refuses_worse_ones_too(worked, offered):
    assert not offered(ELSEWHERE).taken
    assert parameters.parameters() == UNCALIBRATED


def test_a_refusal_lasts(worked, offered):
    offered(ELSEWHERE)

    assert weighing.weigh() is None
    assert parameters.parameters() == UNCALIBRATED


def test_the_last_answers_decide_not_those_of_long_ago(awa, offered, monkeypatch):
    monkeypatch.setattr(weighing, "LAST_ANSWERS", 100)
    answers(awa, COUNT, "-" * 150)
    answers(awa, COUNT, "+" * 100)

    weighed = offered(HERE)

    assert weighed.taken
    assert weighed.offered.answers == 100


def test_with_few_answers_the_ministry_is_believed(awa, offered):
    answers(awa, COUNT, "-" * 30)

    assert offered(HERE) is None
    assert parameters.parameters() == HERE


def test_parameters_that_are_no_longer_offered_are_let_go(offered):
    offered(HERE)

    offered()

    assert parameters.parameters() == UNCALIBRATED


def test_lost_parameters_are_told_and_nobody_waits_for_them(box, offered, caplog):
    lost = Parameters("lost", 0.0, {"base": 1.0})
    offered(lost)
    store = Store(box.settings.store_folder)
    store.path_of("docs", parameters.noted().used).unlink()

    assert parameters.parameters() == UNCALIBRATED
    assert "does without its parameters" in caplog.text


def test_an_edition_has_one_set_of_parameters_at_most(offered):
    with pytest.raises(WrongEdition, match="deux fois"):
        offered(HERE, ELSEWHERE)


def test_parameters_of_another_form_refuse_the_edition(box):
    wrong = Parameters("x", "0", {})  # no number: nothing checks it here

    box.ministry.parameters = (wrong,)

    with pytest.raises(UnreadableDocument, match="forme inconnue"):
        box.install()


def test_a_start_weighs_what_an_installation_was_cut_off_from(worked, box):
    box.ministry.parameters = (ELSEWHERE,)
    box.install()
    box.reopened()

    with served(box.settings.data_folder):  # its first line is what it says of them
        assert parameters.noted().refused == catalogue.parameters_sha256()


def test_the_command_says_that_parameters_were_refused(worked, box):
    box.ministry.parameters = (ELSEWHERE,)
    environment = {"HOTSPOT_DATA_FOLDER": str(box.settings.data_folder), "LC_ALL": "fr_FR.UTF-8"}

    said = CliRunner(env=environment).invoke(hotspot, ["install", str(box.ministry.lay_down())]).output

    assert "Le tuteur garde ses paramètres" in said
