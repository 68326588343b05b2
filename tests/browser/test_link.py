"""The link drops in the middle of an exercise: nothing is lost or counts twice, nobody sees another's."""

import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from gestures import answer, begin, question_here, question_number, right_fields, sign_in, wrong_fields
from phones import OldPhone
from schools import free_port, open_school

AXE = Path(__file__).parents[1] / "front/node_modules/axe-core/axe.min.js"
KEPT = "[data-said=kept]:not([hidden])"
AWAY = "[data-said=away]:not([hidden])"
SENDING = "**/pratique/gardees"
WITHIN_MS = 10_000  # after the link is back


class Link:
    """The link between this phone and the box."""

    def __init__(self, phone):
        self.phone = phone
        self.context = phone.page.context
        self.sent = []
        self.context.on("request", lambda one: self.sent.append(one.url) if "gardees" in one.url else None)

    def drops(self):
        self.context.set_offline(True)

    def is_back(self):
        self.context.set_offline(False)

    def loses_the_answer_of_the_box(self):
        """What the phone sends arrives; what the box answers does not."""
        self.context.route(SENDING, lambda route: (route.fetch(), route.abort()))

    def loses_nothing(self):
        self.context.unroute(SENDING)

    def kept(self):
        return self.phone.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('kept.'))")


@pytest.fixture
def school(school_in):
    return school_in("SN")


@pytest.fixture
def phone(school, pick_up):
    return pick_up(school)


@pytest.fixture
def link(phone):
    return Link(phone)


@pytest.fixture
def number(phone, school):
    """The number of the question on the phone of a guest; it is answered by writing a number."""
    return to_a_number(phone, school)


def to_a_number(phone, school):
    """Begin a set whose first question is answered by writing a number; return that of the question."""
    for grain in (one for one in school.grains("exercises") if "maths" in one):
        begin(phone, grain)
        while phone.path.startswith("/pratique/question/") and not phone.has("form.leaf"):
            phone.tap("main form.actions .button")
        if phone.has("input[name=answer][inputmode]") and not phone.has(".verdict"):
            return question_number(phone)
    raise AssertionError("no set begins with a number")


def send(phone, text):
    """Write and tap; the page stays."""
    phone.write("input[name=answer]", text)
    phone.page.locator(".leaf .button").click()


def until(phone, what):
    phone.page.wait_for_selector(what, timeout=WITHIN_MS)


def attempts_arrive(phone, school, number, count=1):
    for _ in range(WITHIN_MS // 100):
        if len(school.attempts(number)) >= count:
            break
        phone.page.wait_for_timeout(100)
    return school.attempts(number)


def test_an_answer_is_kept_then_leaves_by_itself_and_its_verdict_is_shown(phone, link, school, number):
    link.drops()
    send(phone, "98765")
    until(phone, KEPT)

    assert "Ta réponse est gardée sur ce téléphone. Elle partira toute seule." in phone.text(KEPT)
    assert phone.page.input_value("input[name=answer]") == "98765"
    assert phone.page.locator("input[name=answer]").is_disabled()
    assert not phone.page.locator(".leaf .button").is_visible()
    assert school.attempts(number) == []

    phone.page.evaluate("scrollTo(0, 0)")
    phone.page.wait_for_event("requestfailed", lambda one: "gardees" in one.url)
    assert phone.page.evaluate("scrollY") == 0, "each try pulls the page down"
    link.is_back()
    until(phone, ".verdict.wrong")
    assert "98765" in phone.text(".verdict")
    assert school.attempts(number) == ["wrong"]
    assert link.kept() == []
    assert phone.page.evaluate("scrollY") == 0


@pytest.mark.parametrize("language", ["ar", "en"])
def test_it_is_said_in_the_language_of_the_page(phone, link, number, language):
    path = phone.path
    phone.go(f"/langue/{language}?suite={path}")
    link.drops()

    send(phone, "98765")
    until(phone, KEPT)

    words = {"ar": "جوابك محفوظ في هذا الهاتف.", "en": "Your answer is kept on this phone."}
    assert words[language] in phone.text(KEPT)
    phone.page.evaluate(AXE.read_text("utf-8"))
    assert phone.page.evaluate("axe.run({resultTypes: ['violations']}).then(found => found.violations)") == []


def test_it_leaves_after_the_tab_was_closed_while_another_child_holds_the_phone(phone, link, school, number):
    sign_in(phone, school.pupils(year=2)[6])
    number, theirs = to_a_number(phone, school), phone.path
    link.drops()
    send(phone, "98765")
    until(phone, KEPT)
    phone.page.close()
    link.is_back()

    phone.page = link.context.new_page()
    other = school.pupils(year=3)[5]
    sign_in(phone, other)

    assert attempts_arrive(phone, school, number) == ["wrong"]
    rows = school.rows("SELECT COUNT(*) FROM question WHERE learner_id = ?", other.id)
    assert rows[0][0] == 0
    for path in ("/eleve/accueil", "/catalogue", theirs):
        phone.go(path)
        assert not phone.has(".verdict")
        assert "98765" not in phone.page.content()
    assert link.kept() == []


def test_another_childs_question_shows_nothing_of_it(phone, link, school, number):
    """The box can keep nothing just now, so that the first child's answer is still there."""
    link.context.route(SENDING, lambda route: route.fulfill(status=503, body="later"))
    send(phone, "98765")
    until(phone, KEPT)

    sign_in(phone, school.pupils(year=3)[6])
    to_a_number(phone, school)

    assert len(link.kept()) == 1
    assert not phone.has(KEPT)
    assert "98765" not in phone.page.content()
    assert phone.page.input_value("input[name=answer]") == ""


def test_its_own_child_finds_it_again_on_its_page(phone, link, school, number):
    link.context.route(SENDING, lambda route: route.fulfill(status=503, body="later"))
    send(phone, "98765")
    until(phone, KEPT)

    phone.go(phone.path)

    until(phone, KEPT)
    assert phone.page.input_value("input[name=answer]") == "98765"
    link.loses_nothing()
    link.drops()
    link.is_back()
    until(phone, ".verdict.wrong")
    assert school.attempts(number) == ["wrong"]


def test_an_answer_that_the_box_has_but_could_not_say_so_counts_once(phone, link, school, number):
    link.loses_the_answer_of_the_box()
    send(phone, "98765")
    until(phone, KEPT)
    assert school.attempts(number) == ["wrong"]

    link.loses_nothing()

    until(phone, ".verdict.wrong")
    assert school.attempts(number) == ["wrong"]
    assert len(link.sent) >= 2


def test_taps_that_come_too_soon_count_once(phone, link, school, number):
    phone.write("input[name=answer]", "98765")
    with phone.page.expect_navigation():
        phone.page.evaluate("""() => {
            const button = document.querySelector(".leaf .button");
            for (let tap = 0; tap < 3; tap += 1) { button.click(); }
        }""")

    until(phone, ".verdict.wrong")
    assert school.attempts(number) == ["wrong"]
    assert len(link.sent) == 1


def test_it_is_said_that_a_slow_answer_is_on_its_way(phone, link, school, number):
    held = []

    def hold(route):
        held.append(route)

    link.context.route(SENDING, hold)
    send(phone, "98765")

    until(phone, "[data-said=sending]:not([hidden])")

    assert "Ta réponse part…" in phone.text()
    with phone.page.expect_navigation():
        held[0].continue_()
    assert phone.has(".verdict.wrong")


def test_two_tabs_do_not_both_answer_the_same_question(phone, link, school, number):
    other = link.context.new_page()
    other.goto(phone.page.url)
    link.drops()

    send(phone, "98765")

    until(phone, KEPT)
    other.wait_for_selector(KEPT)
    assert other.input_value("input[name=answer]") == "98765"
    link.is_back()
    until(phone, ".verdict.wrong")
    other.wait_for_selector(".verdict.wrong")
    assert school.attempts(number) == ["wrong"]


def test_cards_that_were_chosen_stand_there_and_arrive(phone, link, school):
    begin(phone, next(one for one in school.grains("exercises") if "french" in one))
    question, number = question_here(phone, school), question_number(phone)
    assert question.type == "choice"
    (right,) = right_fields(question)["answer"]
    link.drops()
    phone.mark(f"input[value='{right}']")
    phone.page.locator(".leaf .button").click()
    until(phone, KEPT)

    assert phone.page.locator(f"input[value='{right}']").is_checked()
    link.is_back()
    until(phone, ".verdict.right")
    assert school.attempts(number) == ["right"]


def test_the_next_question_comes_by_itself(phone, link, school, number):
    question = question_here(phone, school)
    answer(phone, right_fields(question), question.type)
    link.drops()

    phone.page.locator("main form.actions .button").click()
    until(phone, AWAY)

    assert phone.text(AWAY) == "La boîte ne répond pas. La suite viendra toute seule."
    assert phone.has(".verdict.right")
    link.is_back()
    until(phone, "form.leaf")
    assert question_number(phone) != number


def test_a_hint_needs_the_box(phone, link, number):
    phone.write("input[name=answer]", "4")
    link.drops()
    phone.page.locator(".ask-hint").click()
    until(phone, AWAY)
    assert "L’indice est dans la boîte" in phone.text(AWAY)
    assert phone.page.input_value("input[name=answer]") == "4"

    link.is_back()
    phone.tap(".ask-hint")

    assert phone.has(".hint")
    assert phone.page.input_value("input[name=answer]") == "4"


@pytest.mark.parametrize(
    "broken",
    [
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden'); }})",
        "Object.defineProperty(window, 'localStorage', {get() { return null; }})",
        "Storage.prototype.setItem = () => { throw new Error('full'); }",
    ],
)
def test_where_nothing_can_be_kept_the_form_goes_the_ordinary_way(phone, link, school, number, broken):
    link.context.add_init_script(broken)
    phone.go(phone.path)

    phone.write("input[name=answer]", "98765")
    phone.tap(".leaf .button")

    assert phone.has(".verdict.wrong")
    assert link.sent == []
    assert school.attempts(number) == ["wrong"]


def test_without_scripts_the_browsers_own_retry_counts_once(school, pick_up):
    phone = pick_up(school, scripts=False)
    number = to_a_number(phone, school)
    context, path = phone.page.context, phone.path
    context.route(f"**{path}", lambda route: (route.fetch(max_redirects=0), route.abort()), times=1)
    phone.write("input[name=answer]", "98765")
    phone.page.locator(".leaf .button").click()
    phone.page.wait_for_url("chrome-error://**")
    assert school.attempts(number) == ["wrong"]

    phone.page.reload()

    assert phone.has(".verdict.wrong")
    assert school.attempts(number) == ["wrong"]


def laid_down(phone, key, **item):
    """Something that lies on the phone already."""
    whole = {
        "box": phone.attributes("script[data-box]", "data-box")[0],
        "at": 0,
        "token": "x",
        "pairs": [],
        **item,
    }
    phone.page.evaluate(
        "([key, item]) => localStorage.setItem('kept.' + key, JSON.stringify(item))", [key, whole]
    )


def test_what_the_box_refuses_for_good_is_forgotten(phone, link):
    phone.go("/")
    laid_down(phone, "forged", pairs=[["question", "1"], ["token", "x"], ["try", "1"], ["sent_as", "a" * 22]])

    phone.go("/catalogue")
    for _ in range(WITHIN_MS // 100):
        if not link.kept():
            break
        phone.page.wait_for_timeout(100)

    assert link.kept() == []
    assert len(link.sent) == 1


def test_what_is_for_another_box_waits_for_it(phone, link):
    """Every box has the same address; a phone goes from one school to the next."""
    phone.go("/")
    today = phone.page.evaluate("Date.now()")
    laid_down(phone, "elsewhere", box="another", at=today)
    for number in range(201):
        laid_down(phone, f"{number:03}", box="another", at=today + number + 1)

    phone.go("/catalogue")

    assert len(link.kept()) == 200
    assert {"kept.001", "kept.200"} <= set(link.kept())
    assert link.sent == []


def test_a_page_from_one_box_gives_nothing_up_at_another(phone, link, number):
    refusal = '{"state": "refused", "box": "another"}'
    link.context.route(SENDING, lambda route: route.fulfill(status=400, body=refusal))

    send(phone, "98765")
    until(phone, KEPT)

    assert len(link.kept()) == 1


def test_a_page_without_a_kept_answer_asks_nothing_more(phone, link):
    phone.go("/catalogue")
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.page.wait_for_timeout(500)

    assert link.sent == []


def test_the_box_is_killed_and_starts_again_in_between(published, pick_up, tmp_path):
    repo, port = published("SN"), free_port()
    with open_school("SN", repo, tmp_path, port) as school:
        phone = pick_up(school)
        number = to_a_number(phone, school)
        question = question_here(phone, school)
        school.server.kill()
        school.server.wait()
        send(phone, wrong_fields(question)["answer"][0])
        until(phone, KEPT)

    with open_school("SN", repo, tmp_path, port) as school:
        until(phone, ".verdict.wrong")
        assert school.attempts(number) == ["wrong"]


@pytest.mark.slow
def test_a_phone_that_was_never_updated_keeps_its_answer_too(published, tmp_path):
    """A real Chromium 69."""
    repo, port = published("SN"), free_port()
    with ExitStack() as stack:
        with open_school("SN", repo, tmp_path, port) as school:
            phone = OldPhone(school.address)
            stack.callback(phone.close)
            number = to_a_number(phone, school)
            school.server.kill()
            school.server.wait()
            phone.write("input[name=answer]", "98765")
            phone.tap(".leaf .button")
            old_phone_shows(phone, KEPT)

        with open_school("SN", repo, tmp_path, port) as school:
            old_phone_shows(phone, ".verdict.wrong")
            assert school.attempts(number) == ["wrong"]
    assert phone.errors == []


def old_phone_shows(phone, what):
    for _ in range(WITHIN_MS // 200):
        if phone.has(what):
            return
        time.sleep(0.2)
    raise AssertionError(f"{what} is not on {phone.address}")
