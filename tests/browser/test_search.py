"""A search by finger, by keyboard and without scripts; ideas come while one types."""

from pathlib import Path

import pytest
from gestures import sign_in

AXE = Path(__file__).parents[1] / "front/node_modules/axe-core/axe.min.js"


@pytest.fixture
def school(school_in):
    return school_in("SN")


@pytest.fixture
def searching(school, pick_up):
    """A phone on the page of the search, and the addresses it has asked for ideas."""
    phone, asked = pick_up(school), []
    phone.page.on("request", lambda request: asked.append(request.url) if "/mots?" in request.url else None)
    phone.go("/recherche")
    return phone, asked


def ideas(phone):
    phone.page.locator(".ideas a").first.wait_for()
    return phone.page.locator(".ideas a")


def focused(phone):
    return phone.page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.id")


def test_ideas_come_after_a_pause_with_one_small_request(searching):
    phone, asked = searching

    phone.page.locator("#q").press_sequentially("heure", delay=20)

    assert "Lire l’heure" in ideas(phone).first.inner_text()
    assert len(asked) == 1
    assert phone.text(".search [role=status]") == f"Idées de leçons ({ideas(phone).count()})"


def test_what_was_asked_is_not_asked_again(searching):
    phone, asked = searching
    field = phone.page.locator("#q")
    field.fill("heure")
    ideas(phone)

    field.fill("")
    assert phone.page.locator(".ideas").is_hidden()
    field.fill("heure")

    assert ideas(phone).count() > 0
    assert len(asked) == 1


def test_an_idea_leads_there_by_a_touch(searching):
    phone, _asked = searching
    phone.write("#q", "baob")
    ideas(phone)

    phone.tap(".ideas a")

    assert phone.path == "/modules/sn/world/the-baobab"


def test_an_idea_can_be_reached_by_the_keys(searching):
    phone, _asked = searching
    phone.write("#q", "heure")
    links = ideas(phone).evaluate_all("all => all.map(one => one.getAttribute('href'))")
    press = phone.page.keyboard.press

    press("ArrowDown")
    press("ArrowDown")
    assert focused(phone) == links[1]
    press("ArrowUp")
    press("ArrowUp")
    assert focused(phone) == "q"
    press("ArrowDown")
    press("Escape")

    assert focused(phone) == "q"
    assert phone.page.locator(".ideas").is_hidden()


def test_ideas_go_when_something_else_is_touched(searching):
    phone, _asked = searching
    phone.write("#q", "heure")
    ideas(phone)

    phone.page.locator("h1").click()

    assert phone.page.locator(".ideas").is_hidden()


def test_ideas_are_large_enough_for_a_finger_and_inside_the_screen(searching):
    phone, _asked = searching
    phone.write("#q", "heure")

    boxes = [link.bounding_box() for link in ideas(phone).all()]

    assert min(box["height"] for box in boxes) >= 44
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 320 for box in boxes)


def test_a_reader_of_the_screen_finds_its_way_among_ideas(searching):
    phone, _asked = searching
    phone.write("#q", "heure")
    ideas(phone)

    phone.page.evaluate(AXE.read_text("utf-8"))
    report = phone.page.evaluate("axe.run({resultTypes: ['violations']})")

    assert [one["id"] for one in report["violations"]] == []


def test_a_phone_out_of_reach_of_the_box_says_nothing(searching):
    phone, _asked = searching
    phone.page.context.set_offline(True)
    phone.write("#q", "heure")
    phone.page.wait_for_timeout(600)

    assert phone.page.locator(".ideas").is_hidden()


def test_a_search_finds_with_and_without_scripts(school, any_phone):
    phone = any_phone(school)
    phone.go("/")
    phone.write("#q", "dizanes")
    phone.tap(".search .button")

    assert phone.path == "/recherche"
    assert "Tu voulais dire dizaines ?" in phone.text()
    phone.tap(".grain-cards a")
    assert "Dizaines et unités" in phone.text("h1")


def test_a_pupil_finds_what_is_of_her_year_first(school, pick_up):
    phone = pick_up(school, scripts=False)
    sign_in(phone, school.pupils(year=3)[0])

    phone.go("/recherche?q=heure")

    assert "CE1" in phone.text(".grain-cards li small")
