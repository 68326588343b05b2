"""A search finds, counts and puts in order; whatever is typed is only words."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from signing import edition_in
from small_edition import MARKET, NUMBERS

from exchange.store import Store
from hotspot.content import catalogue, lists
from hotspot.content.arrivals import read_arrival
from hotspot.content.building import build_catalogue
from hotspot.content.search import Own, Wanted, find, suggestions
from hotspot.content.search_words import near_words, one_slip_away, words_asked
from hotspot.content.tables import FacetRow, FindingRow, ask, database
from hotspot.settings import Settings

EVERYWHERE = "year"  # in the English title of nearly every parcours, and so with all that it leads through


@pytest.fixture(scope="module")
def senegal(published, tmp_path_factory):
    """The catalogue of the real edition: three subjects, four years, three languages."""
    folder, repo = tmp_path_factory.mktemp("senegal"), published("SN")
    build_catalogue(read_arrival(Store(repo), edition_in(repo, "sn")), folder / "catalogue.db")
    return Settings(data_folder=folder)


@pytest.fixture
def many(senegal):
    catalogue.open_catalogue(senegal)
    yield
    catalogue.close_catalogue()


def ids(answer):
    return [found.id for found in answer.page.rows]


def whole(text, **more):
    """All that is found, page after page."""
    first = find(text, **more)
    pages = [find(text, page=page, **more).page.rows for page in range(2, first.page.pages + 1)]
    return [*first.page.rows, *(found for rows in pages for found in rows)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("hyène", f"{MARKET}/tale"),
        ("lievre l'hyene", f"{MARKET}/tale"),
        ("المانجو", f"{NUMBERS}/count"),
        ("par paquets", f"{MARKET}/video"),
        ("nombres CI", "sn/maths-1"),
        ("comptez les mangues", f"{NUMBERS}/count"),
    ],
)
def test_what_is_in_titles_and_texts_is_found(box, words, found):
    assert found in ids(find(words))


def test_a_hidden_grain_is_not_found(box):
    assert find("neige").everywhere == 0


@pytest.mark.parametrize("words", ["", "   ", "'!?", "%", "_", "*"])
def test_nothing_is_found_for_nothing(box, words):
    assert find(words).everywhere == 0


def test_a_word_with_a_slip_is_replaced_by_the_one_that_was_meant(box):
    answer = find("hyème")

    assert (answer.meant, answer.unknown) == ("hyène", ())
    assert f"{MARKET}/tale" in ids(answer)


def test_a_word_that_nothing_has_is_left_out_and_told(box):
    answer = find("hyène xqzzk")

    assert (answer.meant, answer.unknown) == ("hyène", ("xqzzk",))
    assert f"{MARKET}/tale" in ids(answer)


def test_words_that_never_come_together_find_what_has_some(box):
    answer = find("hyène mangues")

    assert answer.loose
    assert {f"{MARKET}/tale", f"{NUMBERS}/count"} <= set(ids(answer))


def test_small_words_are_looked_for_when_there_are_no_others(box):
    assert words_asked("l'heure et la mangue") == ["heure", "mangue"]
    assert words_asked("et à") == ["et", "a"]


@pytest.mark.parametrize("slip", ["mangues", "mnague", "mague", "mangie", "manngue"])
def test_one_slip_is_a_letter_more_less_wrong_or_two_swapped(slip):
    assert "mangue" in one_slip_away(slip)


def test_two_slips_are_another_word():
    assert "mangue" not in one_slip_away("mnagie")


def test_near_words_begin_alike(box):
    assert "mangues" in near_words("mangrove")


CHOICES = [
    Wanted(),
    Wanted(subject="maths"),
    Wanted(year=3),
    Wanted(kind="lesson"),
    Wanted(language="ar"),
    Wanted("french", 2, None, "fr"),
    Wanted("maths", 1, "video", None),
    Wanted("science", 4, "module", "ar"),
    Wanted("arabic", 12, "audio", "wo"),
]


@pytest.mark.parametrize("wanted", CHOICES)
def test_counts_tell_what_a_further_choice_would_leave(many, wanted):
    everything = [(found, languages_of(found)) for found in whole(EVERYWHERE)]

    counts = find(EVERYWHERE, wanted).counts

    for name, of in WAYS.items():
        kept = [one for one in everything if fits(one, wanted, but=name)]
        values = sorted({value for one in kept for value in of(one)})
        assert getattr(counts, f"by_{name}") == {
            value: sum(value in of(one) for one in kept) for value in values
        }
    assert find(EVERYWHERE, wanted).page.total == sum(fits(one, wanted) for one in everything)


def test_what_is_of_two_years_counts_for_both(box):
    found = find("mangues")

    assert (1, 2) in {one.years for one in found.page.rows}
    assert found.counts.by_year == {
        year: sum(year in one.years for one in found.page.rows) for year in found.counts.by_year
    }


WAYS = {
    "subject": lambda one: (one[0].subject,),
    "year": lambda one: one[0].years,
    "kind": lambda one: (one[0].kind,),
    "language": lambda one: one[1],
}


def fits(one, wanted, but=""):
    return all(
        name == but or getattr(wanted, name) is None or getattr(wanted, name) in of(one)
        for name, of in WAYS.items()
    )


def languages_of(found):
    """In what a finding can be had, from the documents themselves."""
    if found.what == "grain":
        return lists.grain_cards([found.id])[found.id].languages
    if found.what == "module":
        return {code for card in every_grain() if card.module == found.id for code in card.languages}
    modules = {card.id for card in catalogue.parcours(found.id).modules}
    return {code for card in every_grain() if card.module in modules for code in card.languages}


def every_grain():
    pages = range(1, lists.grains_matching().pages + 1)
    return [card for page in pages for card in lists.grains_matching(page=page).rows]


def test_own_year_comes_first_then_own_language(many):
    found = whole(EVERYWHERE, own=Own(3, "ar"))

    order = [(3 not in one.years, "ar" not in languages_of(one)) for one in found]

    assert order == sorted(order)
    assert len(set(order)) == 4


def test_pages_have_everything_once(many):
    found = [one.id for one in whole(EVERYWHERE)]

    assert len(found) == len(set(found)) == find(EVERYWHERE).everywhere > 40


@pytest.mark.parametrize("page", [-3, 0, 999])
def test_a_page_that_is_not_there_is_the_nearest(many, page):
    assert 1 <= find(EVERYWHERE, page=page).page.page <= find(EVERYWHERE).page.pages


def test_a_search_asks_the_database_twice_however_much_it_finds(many):
    find(EVERYWHERE)
    statements = []
    database.connection().set_trace_callback(statements.append)

    few, much = [], []
    for words, asked in (("baobab", few), (EVERYWHERE, much)):
        statements.clear()
        find(words, Wanted(year=3), Own(3, "fr"))
        asked.extend(one for one in statements if not one.startswith("--"))  # those are FTS5's own

    database.connection().set_trace_callback(None)
    assert len(few) == len(much) == 2


def test_suggestions_are_at_most_eight_titles_that_have_the_words(many):
    found = suggestions("les")

    assert 0 < len(found) <= 8
    assert suggestions("xqzzk") == suggestions("l") == ()


def test_suggestions_forgive_a_slip(many):
    assert suggestions("dizianes") == suggestions("dizaines") != ()


def test_findings_are_numbered_without_a_gap(many):
    numbers = [number for (number,) in ask("SELECT number FROM finding_row ORDER BY number")]

    assert numbers == list(range(FindingRow.select().count()))
    assert FacetRow.select().count() < len(numbers)


HOSTILE = [
    '"',
    "'; DROP TABLE finding_row; --",
    "NEAR(a b, 3)",
    "title : x",
    "{title body} : a*",
    "a AND OR NOT",
    "^a + b",
    "*",
    "\x00",
    "a\x00b",
    "\ud800",
    "x" * 65_536,
    "mot " * 10_000,
    "é" * 5_000,
    "0 " * 5_000,
    "ـ" * 1_000,
    "-" * 1_000,
    "١٢٣" * 500,
    "\u202e\ufeff\u2066",
    "ﷺ" * 80,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_only_words(box, text):
    for ask_for in (find, suggestions, near_words):
        ask_for(text if ask_for is not near_words else text[:100])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=60) | st.text(alphabet="\"'*^:{}()-+ANDORT \x00\ud800éaة", max_size=60))
def test_anything_typed_is_answered(box, text):
    assert find(text).everywhere >= 0
    assert len(suggestions(text)) <= 8
