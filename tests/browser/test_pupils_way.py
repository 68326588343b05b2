"""A pupil's whole way on a phone, with and without scripts, as `make run` shows it."""

import pytest
from gestures import answer, begin, question_here, question_number, right_fields, sign_in, wrong_fields
from schools import free_port, open_school

SIGN_OF_KIND = {
    "lesson": ".reading",
    "exercises": "main form .button",
    "video": "video track",
    "audio": "audio",
    "comic": "main img",
    "document": "main a[href^='/media/']",
    "picture": "main img",
}
ALL_TYPES = {"number", "choice", "choices", "text", "order", "match", "gaps"}


def test_a_pupil_signs_in_learns_and_finds_the_work_again(school_in, any_phone):
    school = school_in("SN")
    phone = any_phone(school)
    pupil = school.pupils(year=2)[any_phone.number]

    sign_in(phone, pupil)
    assert pupil.first_name in phone.text("h1")
    phone.tap(".door.mine")
    read_a_lesson_then_practise(phone, school)

    phone.tap(".leave")
    sign_in(phone, pupil)
    phone.go("/eleve/fait")
    assert phone.has(".grain-card")


def read_a_lesson_then_practise(phone, school):
    """Wherever home leads first, end with a finished lesson and one right answer."""
    assert phone.has("article.leaf") or phone.has("main form .button")
    phone.go(f"/grains/{lesson(school)}")
    assert "Je retiens" in phone.text()
    phone.tap("main form .button")
    begin(phone, first_set(school))
    question = question_here(phone, school)
    answer(phone, right_fields(question), question.type)
    assert phone.has(".verdict.right")


def lesson(school):
    return next(grain for grain in school.grains("lesson") if grain.startswith("region/maths/tens-and-ones/"))


def first_set(school, module="region/maths/tens-and-ones/"):
    return next(grain for grain in school.grains("exercises") if grain.startswith(module))


def test_a_guest_looks_around_without_a_name(school_in, any_phone):
    school = school_in("SN")
    phone = any_phone(school)

    phone.go("/")
    phone.tap("a.door[href='/catalogue']")
    phone.tap(".grain-card")
    assert phone.has("h1")

    begin(phone, first_set(school))
    question = question_here(phone, school)
    answer(phone, right_fields(question), question.type)
    assert phone.has(".verdict.right")


def test_wrong_pictures_open_no_door(school_in, any_phone):
    school = school_in("SN")
    phone = any_phone(school)
    pupil = school.pupils(year=1)[any_phone.number]

    sign_in(
        phone,
        pupil,
        pictures=pupil.pictures[::-1] if pupil.pictures != pupil.pictures[::-1] else ("sun",) * 3,
    )

    assert phone.path == f"/eleve/{pupil.id}/code"
    assert "Essaie encore" in phone.text() or "Attends" in phone.text()  # the device waits after a few misses
    phone.go("/eleve/accueil")
    assert pupil.first_name not in phone.text("h1")


def test_a_wrong_answer_gets_a_reason_a_hint_then_the_worked_answer(school_in, any_phone):
    school = school_in("SN")
    phone = any_phone(school)
    question = begin_a_written_question(phone, school)
    number = question_number(phone)

    tried = []
    for look in ("Pas encore", "Pas encore", "Regarde bien"):
        fields = wrong_fields(question, tried)
        tried += fields.get("answer", [])
        answer(phone, fields, question.type)
        assert look in phone.text(".verdict")
        if len(school.attempts(number)) == 2 and question.hints:
            assert phone.has(".hint")

    assert school.attempts(number) == ["wrong"] * 3
    assert "La réponse" in phone.text() or phone.has(".worked")
    phone.tap("main .actions .button")
    assert question_number(phone) != number
    assert question_here(phone, school).type == question.type


def begin_a_written_question(phone, school):
    """The first question of the first set that begins with a number to write."""
    for grain in school.grains("exercises"):
        begin(phone, grain)
        if question_here(phone, school).type == "number":
            return question_here(phone, school)
    raise AssertionError("no set begins with a number")


def test_every_type_of_answer_can_be_given(school_in, any_phone):
    school = school_in("SN")
    phone = any_phone(school)

    met = every_type_answered(phone, school)

    assert met == ALL_TYPES


def every_type_answered(phone, school, until=ALL_TYPES):
    """Walk the sets of exercises, answering rightly, until each type of answer was given."""
    met = set()
    for grain in school.grains("exercises"):
        begin(phone, grain)
        while phone.path.startswith("/pratique/question/") and met != until:
            question = question_here(phone, school)
            answer(phone, right_fields(question), question.type)
            assert phone.has(".verdict.right"), (grain, question)
            met.add(question.type)
            phone.tap("main form.actions .button")
        if met == until:
            break
    return met


def test_two_children_share_a_phone(school_in, any_phone):
    school = school_in("SN")
    phone = any_phone(school)
    first, second = school.pupils(year=3)[:2]
    sign_in(phone, first)
    begin(phone, first_set(school))
    theirs = phone.path

    phone.tap(".leave")
    assert phone.path == f"/eleve/classe/{first.class_id}"
    sign_in(phone, second)
    assert second.first_name in phone.text("h1")

    phone.go(theirs)
    assert not phone.has("form.leaf")
    assert first.first_name not in phone.text("body")


def test_an_answer_sent_twice_counts_once(school_in, pick_up):
    school = school_in("SN")
    phone = pick_up(school)
    begin_a_written_question(phone, school)
    number = question_number(phone)
    phone.write("input[name='answer']", "98765")

    phone.page.evaluate("""() => {
        const form = document.querySelector("form.leaf");
        const body = () => new URLSearchParams(new FormData(form));
        const send = () => fetch(form.action, {method: "POST", body: body()});
        return Promise.all([send(), send(), send()]);
    }""")

    assert school.attempts(number) == ["wrong"]


def test_a_video_plays_from_the_middle(school_in, pick_up):
    school = school_in("SN")
    phone = pick_up(school)
    (grain, *_) = school.grains("video")
    phone.go(f"/grains/{grain}")
    assert phone.attributes("video track", "srclang")

    seconds = phone.page.evaluate("""async () => {
        const video = document.querySelector("video");
        video.muted = true;
        await video.play();
        video.currentTime = video.duration * 0.8;
        await new Promise(done => video.addEventListener("seeked", done));
        return [video.currentTime, video.duration, video.videoWidth];
    }""")

    assert seconds[0] >= seconds[1] * 0.79
    assert seconds[2] > 0


@pytest.mark.parametrize("country", ["SN", "TN"])
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_way_reads_in_three_languages(school_in, any_phone, country, language):
    school = school_in(country)
    phone = any_phone(school)
    pupil = school.pupils(year=2)[3]

    phone.go(f"/langue/{language}?suite=/")
    assert phone.attributes("html", "lang") == [language]
    assert phone.attributes("html", "dir") == ["rtl" if language == "ar" else "ltr"]
    sign_in(phone, pupil)
    phone.go(f"/langue/{language}?suite=/eleve/accueil")
    begin(phone, first_set(school))
    question = question_here(phone, school)
    assert question.language == language
    answer(phone, right_fields(question), question.type)
    assert phone.has(".verdict.right")
    assert phone.attributes("html", "lang") == [language]


def test_in_tunisia_the_school_speaks_arabic_first(school_in, pick_up):
    phone = pick_up(school_in("TN"), scripts=False)

    phone.go("/")

    assert phone.attributes("html", "dir") == ["rtl"]


def test_the_technician_sees_how_the_box_is(school_in, pick_up):
    school = school_in("SN")
    phone = pick_up(school, scripts=False)

    phone.go("/boite")
    assert not phone.has(".health")
    phone.write("main input:not([type=hidden])", school.technician_code())
    phone.tap("main form .button")

    assert phone.has(".health")


def test_other_names_lead_to_the_one_address(school_in, pick_up):
    school = school_in("SN", HOTSPOT_ORIGIN="http://localhost:1")
    phone = pick_up(school, scripts=False)

    answered = phone.page.request.get(f"{school.address}/catalogue", max_redirects=0)

    assert answered.status in (301, 302, 307, 308)
    assert answered.headers["location"] == "http://localhost:1/catalogue"
    assert "set-cookie" not in answered.headers


def test_each_kind_of_grain_opens(school_in, any_phone):
    school = school_in("SN")
    phone = any_phone(school)

    for kind, sign in SIGN_OF_KIND.items():
        phone.go(f"/grains/{school.grains(kind)[0]}")
        assert phone.has(sign), kind
    phone.go(f"/grains/{school.grains('comic')[0]}")
    phone.tap("main nav a.button, main .pager a")
    assert phone.has("main img")


def test_a_story_stands_above_its_question(school_in, pick_up):
    school = school_in("SN")
    phone = pick_up(school, scripts=False)

    begin(phone, next(grain for grain in school.grains("exercises") if "read-a-story" in grain))

    assert question_here(phone, school).text in phone.text()


def test_an_answer_survives_a_power_cut(published, pick_up, tmp_path):
    repo = published("SN")
    with open_school("SN", repo, tmp_path, free_port()) as school:
        phone = pick_up(school, scripts=False)
        pupil = school.pupils(year=2)[0]
        sign_in(phone, pupil)
        begin(phone, first_set(school))
        number, question = question_number(phone), question_here(phone, school)
        answer(phone, right_fields(question), question.type)
        assert phone.has(".verdict.right")
        school.server.kill()

    with open_school("SN", repo, tmp_path, free_port()) as school:
        phone = pick_up(school, scripts=False)
        sign_in(phone, pupil)  # the same pictures
        phone.go(f"/pratique/question/{number}")
        assert phone.has(".verdict.right")
        assert school.attempts(number) == ["right"]


def test_a_french_sentence_with_gaps_reads_left_to_right_on_an_arabic_page(school_in, pick_up):
    school = school_in("SN")
    phone = pick_up(school, scripts=False)
    phone.go("/langue/ar?suite=/")
    begin(phone, next(grain for grain in school.grains("exercises") if grain.endswith("/punctuation")))
    question = question_here(phone, school)
    while question.type != "gaps":
        answer(phone, right_fields(question), question.type)
        phone.tap("main form.actions .button")
        question = question_here(phone, school)

    assert phone.attributes("html", "dir") == ["rtl"]
    assert phone.attributes(".gaps", "dir") == ["ltr"]
