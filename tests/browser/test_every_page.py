"""Every page is valid, light, usable with a keyboard, and read aloud well, in the three languages."""

import subprocess
from http.client import HTTPConnection
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from examiner import FRONT, NODE, flaws, invalid
from gestures import answer, begin, question_here, right_fields, sign_in, wrong_fields
from schools import free_port, open_school

STATIC = Path(__file__).parents[2] / "hotspot" / "static"
KIB = 1024


def pages_of(school, phone):
    """Every page that a pupil meets, then what the technician sees, once the code is typed."""
    yield from pupils_pages(school, phone)
    phone.go("/boite/entrer")
    phone.write("#code", school.technician_code())
    phone.tap("main form button")
    yield from (
        "/boite?",
        "/boite/arret",
        "/boite/journal",
        "/boite/affiche?wifi=École",
        f"/boite/affiche?wifi={'W' * 33}",
        "/boite/telephones",
    )


def pupils_pages(school, phone):
    """Addresses of every kind of page, with this phone signed in."""
    pupil = school.pupils(year=2)[4]
    modules = {grain.rsplit("/", 1)[0] for grain in school.grains("lesson")}
    kinds = ("lesson", "exercises", "video", "audio", "comic", "document", "picture")
    grains = [f"/grains/{found[0]}" for found in map(school.grains, kinds) if found]
    return [
        "/",
        "/eleve/",
        f"/eleve/classe/{pupil.class_id}",
        f"/eleve/{pupil.id}/code",
        "/eleve/accueil",
        "/eleve/fait",
        "/catalogue",
        "/catalogue?matiere=maths&annee=2",
        "/savoirs/carte",
        "/savoirs/carte?matiere=maths&annee=3",
        "/recherche?q=dizaine",
        "/recherche?q=dizanes",
        "/recherche?q=heure&annee=2&matiere=french",
        "/recherche?q=zzzz&annee=3",
        f"/modules/{sorted(modules)[0]}",
        f"/parcours/{parcours_of(school)}",
        *grains,
        "/boite/entrer",
        "/bienvenue",
        "/nulle-part",
        *questions(phone, school),
        *with_the_tutor(phone, school),
    ]


def parcours_of(school):
    return school.catalogue("SELECT id FROM parcours_row ORDER BY rank")[0]


def questions(phone, school):
    """A question open, one missed, one right, and the end of nothing: pages of practice."""
    begin(phone, school.grains("exercises")[0])
    opened = phone.path
    if not phone.has(".verdict"):  # the same pupil may have come by here in another language
        question = question_here(phone, school)
        answer(phone, wrong_fields(question), question.type)
    begin(phone, school.grains("exercises")[1])
    question = question_here(phone, school)
    answer(phone, right_fields(question), question.type)
    return [opened, phone.path]


def with_the_tutor(phone, school):
    """Practice, its skills and one of them, a question and its example, a sitting left half-way."""
    skill = school.catalogue("SELECT id FROM skill_row ORDER BY id")[0]
    phone.go("/pratique/")
    phone.tap("main .actions .button")
    if phone.path.endswith("/exemple"):
        phone.tap("main .actions .button")
    opened = phone.path
    phone.tap(".progress .leave")
    return [
        "/pratique/",
        "/pratique/savoirs",
        f"/pratique/savoirs/{skill}",
        opened,
        f"{opened}/exemple",
        phone.path,
    ]


@pytest.fixture(params=["fr", "ar", "en"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def on_the_wall(published, tmp_path_factory):
    """A school with its address on the wall, so that phones which join are led; one has come already."""
    port = free_port()
    folder = tmp_path_factory.mktemp("on-the-wall")
    with open_school(
        "SN", published("SN"), folder, port, HOTSPOT_ORIGIN=f"http://127.0.0.1:{port}"
    ) as school:
        for host in ("connectivitycheck.gstatic.com", "a-long-name.of-a-maker.nobody-knows.example"):
            joining = HTTPConnection(urlsplit(school.address).netloc)
            joining.request("GET", "/generate_204", headers={"Host": host})
            assert joining.getresponse().status == 302
            joining.close()
        yield school


@pytest.fixture
def signed_in(on_the_wall, pick_up, language):
    school = on_the_wall
    phone = pick_up(school, scripts=True)
    sign_in(phone, school.pupils(year=2)[4])
    phone.go(f"/langue/{language}?suite=/eleve/accueil")
    return school, phone


def test_every_page_of_the_pupils(signed_in, tmp_path):
    """One visit to each page: an eye, a screen reader, a small thumb, the wire and a validator look at it."""
    school, phone = signed_in
    seen, found = {}, {}
    phone.page.on("response", lambda one: seen.setdefault(one.url, one))
    for number, path in enumerate(pages_of(school, phone)):
        answer = phone.page.goto(phone.school + path)
        (tmp_path / f"{number}.html").write_bytes(answer.body())
        found[path] = flaws(phone)

    sizes = {url: len_on_wire(one) for url, one in seen.items() if "/media/" not in url}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert max(sizes.values()) <= 14 * KIB
    assert invalid(tmp_path) == []


def test_the_signpost_after_the_tap_is_as_good(signed_in):
    _, phone = signed_in
    phone.go("/bienvenue")
    if phone.has("button"):  # the same phone may have touched it in another language
        phone.tap("button")

    assert phone.has(".open")
    assert flaws(phone) == []


def test_every_script_is_es5():
    scripts = [str(path) for path in STATIC.glob("*.js")]
    done = subprocess.run(
        [NODE, "node_modules/es-check/lib/cli/index.js", "es5", *scripts],
        cwd=FRONT,
        check=False,
        capture_output=True,
        text=True,
    )

    assert scripts
    assert done.returncode == 0, done.stdout + done.stderr


def wire_sizes(phone, gestures):
    """Address → bytes that came over the wire, heads left out, while these gestures are made."""
    sizes = {}
    phone.page.on("response", lambda one: sizes.setdefault(one.url, one))
    gestures()
    phone.page.wait_for_load_state("networkidle")
    return {address: len_on_wire(one) for address, one in sizes.items() if address.startswith("http")}


def len_on_wire(response):
    return response.request.sizes()["responseBodySize"]


def test_a_first_visit_is_three_requests_and_20_kb(school_in, pick_up):
    phone = pick_up(school_in("SN"))

    sizes = wire_sizes(phone, lambda: phone.go("/"))

    assert len(sizes) <= 3
    assert sum(sizes.values()) <= 20 * KIB
    assert sizes[phone.school + "/"] <= 14 * KIB


def test_from_the_front_to_the_first_exercise_is_60_kb(school_in, pick_up):
    school = school_in("SN")
    phone = pick_up(school)

    def to_the_first_exercise():
        sign_in(phone, school.pupils(year=1)[3])
        begin(phone, school.grains("exercises")[0])

    assert sum(wire_sizes(phone, to_the_first_exercise).values()) <= 60 * KIB


def test_the_keyboard_reaches_everything_in_the_order_of_reading(school_in, pick_up):
    school = school_in("SN")
    phone = pick_up(school)
    phone.go("/")

    tops = []
    for _ in range(8):
        phone.page.keyboard.press("Tab")
        tops.append(phone.page.evaluate("document.activeElement.getBoundingClientRect().top + scrollY"))

    same_row_px = 10
    assert all(after >= before - same_row_px for before, after in pairwise(tops))
    assert phone.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
