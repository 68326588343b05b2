"""The catalogue, its paths and each kind of grain; and every page that a link leads to."""

import pytest
from msgspec.structs import replace
from small_edition import MARKET, NUMBERS

from hotspot.school.progress import mark_done

COUNT = f"{NUMBERS}/count"


def all_pages(phone, closed=()):
    """Follow every link from the front page; return the pages by path. Each one is examined.

    Of choices in the catalogue one at a time is followed, not their thousands of combinations.
    """
    seen, ahead = {}, ["/"]
    while ahead:
        path = ahead.pop()
        page = phone.get(path)
        assert page.status == (403 if path in closed else 200), path
        seen[path] = page
        links = [link for link in page.links() if link.startswith(("/", "?"))]
        full = [f"{page.path}{link}" if link.startswith("?") else link for link in links]
        wanted = [link for link in full if not link.startswith(("/media/", "/langue/")) and "&" not in link]
        ahead += [link for link in wanted if link not in seen and link not in ahead]
    return seen


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_every_link_of_the_box_leads_to_a_good_page(phone, language):
    phone.get(f"/langue/{language}")

    pages = all_pages(phone)

    assert len(pages) > 40
    assert all(page.all("html")[0]["lang"] == language for page in pages.values())


def test_every_link_of_a_learner_leads_to_a_good_page(awas_phone):
    closed = ("/enseignant/", "/boite")  # the doors of adults, at the foot of the first page

    assert "/eleve/accueil" in all_pages(awas_phone, closed)


def test_the_catalogue_counts_what_each_choice_would_leave(phone):
    page = phone.get("/catalogue")

    assert "9 leçons et exercices" in page.said()
    assert "CP (8)" in page.said()
    assert "/catalogue?annee=2" in page.links()


def test_choices_add_up(phone):
    page = phone.get("/catalogue?annee=2&genre=video")

    assert "1 leçon ou exercice" in page.said()
    assert "Par paquets de dix" in page.said()
    assert "/catalogue?annee=2" in page.links(), "one tap takes a choice back"


def test_a_learner_sees_her_own_year_first(awas_phone):
    assert "Par paquets de dix" not in awas_phone.get("/catalogue").said()
    assert "Par paquets de dix" in awas_phone.get("/catalogue?annee=toutes").said()


@pytest.mark.parametrize(
    "wild", ["annee=x", "annee=999", "page=-3", "page=99999999", "genre=<b>", "matiere='"]
)
def test_a_wild_address_is_an_ordinary_page(phone, wild):
    assert phone.get(f"/catalogue?{wild}").status == 200


def test_a_parcours_is_a_path_of_modules(phone):
    page = phone.get("/parcours/sn/maths-2")

    assert f"/modules/{NUMBERS}" in page.links()
    assert "Commencer" in page.said()
    assert len([found for found in page.all("li") if found["class"].startswith("step")]) == 2


def test_a_path_shows_what_is_done_and_where_one_is(awas_phone, awa):
    mark_done(awa, COUNT)

    page = awas_phone.get(f"/modules/{NUMBERS}")

    assert [found["class"] for found in page.all("li")] == ["step done", "step here", "step"]
    assert page.all("a", **{"aria-current": "step"})[0]["href"] == f"/grains/{NUMBERS}/all-types"


def test_a_path_is_not_somebodys_for_a_visitor(phone):
    page = phone.get(f"/modules/{NUMBERS}")

    assert {found["class"] for found in page.all("li")} == {"step"}


def test_the_countrys_own_title_is_shown(phone):
    assert phone.get(f"/grains/{COUNT}").said("h1") == "Compte les mangues du Sénégal"


def test_a_lesson_can_be_read_and_heard(phone):
    page = phone.get(f"/grains/{COUNT}")

    assert "Compte les mangues." in page.said()
    assert page.all("audio")[0]["src"].startswith("/media/")
    assert all(found["src"].startswith("/media/") for found in page.all("img"))


def test_a_text_in_another_language_than_the_page_says_so(phone):
    phone.get("/langue/ar")

    text = phone.get(f"/grains/{MARKET}/tale").all("div", id="text")[0]

    assert (text["lang"], text["dir"]) == ("fr", "ltr")


def test_a_video_has_poster_subtitles_and_a_text_under_it(phone):
    page = phone.get(f"/grains/{MARKET}/video")

    assert page.all("video")[0]["poster"].startswith("/media/")
    assert "autoplay" not in page.all("video")[0]
    assert page.all("track")[0]["srclang"] == "fr"
    assert "Le texte." in page.said()


def test_a_film_with_more_lines_is_offered_beside(phone, box):
    assert "Meilleure image" not in phone.get(f"/grains/{MARKET}/video").said()
    clearer = box.ministry.blob(bytes(5_000_000), "video/mp4", "paquets-360.mp4")
    module = box.ministry.retitled("2026.2", "Les nombres").modules[MARKET]
    grains = [replace(one, clearer={"fr": clearer}) if one.kind == "video" else one for one in module.grains]
    box.ministry.modules[MARKET] = replace(module, grains=tuple(grains))

    box.install()

    page = phone.get(f"/grains/{MARKET}/video")
    assert "Meilleure image (5 Mo)" in page.said().replace("\xa0", " ")
    assert f"/media/{clearer.sha256}/paquets-360.mp4" in page.links()
    assert phone.client.get(f"/media/{clearer.sha256}/paquets-360.mp4").status_code == 200


def test_a_comic_is_read_one_picture_a_step(phone):
    page = phone.get(f"/grains/{MARKET}/comic")
    assert len(page.all("img")) == 1

    page = phone.get(next(link for link in page.links() if "image=2" in link))
    assert "Texte 2" in page.said()

    whole = phone.get(f"/grains/{MARKET}/comic?image=toutes")
    assert len(whole.all("img")) == 3


@pytest.mark.parametrize("wild", ["0", "99", "x", "-1", ""])
def test_a_comic_has_no_page_beyond_its_pictures(phone, wild):
    assert len(phone.get(f"/grains/{MARKET}/comic?image={wild}").all("img")) == 1


def test_a_sheet_opens_as_a_file(phone):
    page = phone.get(f"/grains/{MARKET}/sheet")

    assert any(link.endswith("feuille.pdf") for link in page.links())


def test_a_finished_grain_is_done(awas_phone):
    page = awas_phone.get(f"/grains/{COUNT}")

    path = awas_phone.send(page.form("/fini"))

    assert path.path == f"/modules/{NUMBERS}"
    assert path.all("li")[0]["class"] == "step done"


def test_a_visitor_goes_on_without_a_name(phone):
    page = phone.get(f"/grains/{COUNT}")

    assert not [form for form in page.forms if form.action.endswith("/fini")]
    assert f"/grains/{NUMBERS}/all-types" in page.links()


@pytest.mark.parametrize(
    "path",
    [
        "/grains/x",
        "/modules/x/y",
        "/parcours/x",
        "/eleve/classe/99",
        "/eleve/99/code",
        f"/grains/{MARKET}/hidden",
    ],
)
def test_what_is_not_there_leads_back(phone, path):
    page = phone.get(path)

    assert page.status == 404
    assert "/" in page.links()
