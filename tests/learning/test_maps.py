"""The map of skills: what comes before stands above, boxes never overlap, and nothing is told twice."""

import re
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from learning.maps.drawing import Names, skill_map
from learning.maps.places import crossings, in_order, middles
from learning.maps.rows import Stop, chart_of

NAMES = "abcdefghijkl"


@st.composite
def programmes(draw):
    """Skills in the order of teaching; each may need, or be helped by, those taught before it."""
    years = sorted(draw(st.lists(st.integers(1, 4), min_size=1, max_size=len(NAMES))))
    stops = []
    for place, year in enumerate(years):
        before = draw(st.lists(st.sampled_from(NAMES[:place]), max_size=4, unique=True)) if place else []
        cut = draw(st.integers(0, len(before)))
        stops.append(Stop(NAMES[place], year, tuple(before[:cut]), tuple(before[cut:])))
    return stops


def drawn(stops, *, mirrored=False, **titles):
    """Return the map, and the left edge and top of each box by the order of the skills."""
    names = Names(
        "Une carte",
        {one.name: titles.get(one.name, one.name) for one in stops},
        dict.fromkeys(range(5), "CE1"),
    )
    svg = skill_map(stops, names, mirrored=mirrored)
    boxes = re.findall(r'class="skill" x="(-?\d+)" y="(\d+)" width="(\d+)" height="(\d+)"', svg)
    return svg, [tuple(map(int, box)) for box in boxes]


@given(programmes())
def test_what_comes_before_stands_above(stops):
    _, boxes = drawn(stops)
    top = {stop.name: box[1] for stop, box in zip(stops, boxes, strict=True)}

    assert all(top[before] < top[one.name] for one in stops for before in (*one.hard, *one.soft))
    assert all(
        top[one.name] < top[other.name] for one, other in combinations(stops, 2) if one.year < other.year
    )


@given(programmes())
def test_boxes_stand_apart_and_on_the_sheet(stops):
    svg, boxes = drawn(stops)
    width = int(re.search(r'width="(\d+)"', svg).group(1))

    assert all(x >= 0 and x + wide <= width for x, _, wide, _ in boxes)
    assert all(
        abs(x - other_x) >= wide
        for (x, y, wide, _), (other_x, other_y, *_) in combinations(boxes, 2)
        if y == other_y
    )


@given(programmes())
def test_each_prerequisite_has_a_line_unless_another_needs_it_already(stops):
    links = {(link.before, link.after) for link in chart_of(stops).links}
    hard = {one.name: set(one.hard) for one in stops}

    def reaches(name, wanted):
        return any(one == wanted or reaches(one, wanted) for one in hard[name])

    for one in stops:
        for before in (*one.hard, *one.soft):
            implied = any(reaches(other, before) for other in one.hard if other != before)
            assert ((before, one.name) in links) is not implied


@given(programmes())
def test_ordering_never_makes_more_lines_cross(stops):
    chart = chart_of(stops)
    below = {}
    for link in chart.links:
        for upper, lower in zip(link.way, link.way[1:], strict=False):
            below.setdefault(upper, []).append(lower)

    assert crossings(in_order(chart), below) <= crossings(chart.rows, below)


@given(programmes())
def test_in_arabic_the_map_is_mirrored(stops):
    svg, boxes = drawn(stops)
    mirrored = drawn(stops, mirrored=True)[1]
    width = int(re.search(r'width="(\d+)"', svg).group(1))

    assert [x + other[0] + wide for (x, _, wide, _), other in zip(boxes, mirrored, strict=True)] == [
        width
    ] * len(boxes)


def test_a_skill_stands_under_the_middle_of_what_it_builds_on():
    stops = [Stop("a", 1), Stop("b", 1), Stop("c", 2, ("a", "b"))]
    chart = chart_of(stops)

    placed = middles(in_order(chart), chart, dict.fromkeys("abc", 100.0))

    assert placed["c"] == (placed["a"] + placed["b"]) / 2


def test_a_title_stands_in_lines_about_as_long_and_nothing_in_it_is_code():
    svg, _ = drawn([Stop("a", 1)], a="Lire <b> & les dizaines et les unités")

    lines = re.findall(r"<tspan[^>]*>([^<]*)</tspan>", svg)
    assert " ".join(lines) == "Lire &lt;b&gt; &amp; les dizaines et les unités"
    assert len(lines) == 3


def test_skills_that_wait_for_each_other_are_drawn_all_the_same():
    _, boxes = drawn([Stop("a", 1, ("b",)), Stop("b", 1, ("a",))])

    assert len(boxes) == 2


def test_no_skills_make_no_map():
    assert skill_map([], Names("", {}, {})) == ""
