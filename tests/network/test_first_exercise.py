"""From a phone that comes near to a pupil's first right answer, in a browser on the box's Wi-Fi."""

import shutil

import pytest
from gestures import answer, begin, question_here, right_fields, sign_in
from phones import CHROMIUM_OPTIONS, Phone
from yard import BOX

SMALL = {"width": 320, "height": 480}


@pytest.fixture
def browser_of(playwright, tmp_path):
    """browser_of(phone): today's Chromium in the phone's network, with the resolver it was given."""

    def browser(phone):
        launcher = tmp_path / "chromium"
        words = f'ip netns exec {phone.name} {shutil.which("chromium")} "$@"'
        launcher.write_text(f"#!/bin/sh\nexec {words}\n")
        launcher.chmod(0o755)
        return playwright.chromium.launch(executable_path=launcher, args=CHROMIUM_OPTIONS)

    return browser


def test_a_phone_joins_and_its_pupil_answers(yard, phone, browser_of, tmp_path):
    pupil = yard.school.pupils(year=2)[0]
    told = [f"DHCP: {phone.lease}"]
    with browser_of(phone) as chromium:
        page = chromium.new_context(viewport=SMALL).new_page()
        hand = Phone(page, f"http://{BOX}")

        page.goto("http://connectivitycheck.gstatic.com/generate_204")  # what Android opens for "sign in"
        told.append(f"{page.url}: {hand.text('h1')}")
        assert page.url == f"http://{BOX}/bienvenue"
        hand.picture(tmp_path / "1-signpost.png")
        hand.tap("form button")
        hand.picture(tmp_path / "2-open.png")
        told.append(f"{phone.asks('connectivitycheck.gstatic.com', '/generate_204').status} for Android now")

        page.goto(f"http://{BOX}/")
        told.append(f"{page.url}: {hand.text('h1')}")
        sign_in(hand, pupil)
        told.append(f"{page.url}: {hand.text('h1')}")
        begin(hand, yard.school.grains("exercises")[0])
        question = question_here(hand, yard.school)
        told.append(f"{page.url}: {hand.text('main')[:120]}")
        answer(hand, right_fields(question), question.type)
        told.append(f"{page.url}: {hand.text('.verdict')}")
        hand.picture(tmp_path / "3-answered.png")

        print("\n" + "\n".join(told))
        assert hand.has(".verdict.right")
