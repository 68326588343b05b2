"""Every address of the box, asked by nobody's friend: whatever comes, no error of ours, no hang, no growth.

The addresses are those of the application itself, so that a new one is tried without a word here.
"""

import re
from pathlib import Path
from urllib.parse import quote_from_bytes, urlencode

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from served import served

from hotspot import pages
from hotspot.app import create_app
from hotspot.content.tables import GrainRow, ModuleRow, ParcoursRow, SkillRow
from hotspot.pages.cookies import NAME
from hotspot.pages.safety import TOKEN
from hotspot.school import attempts
from hotspot.school.adults import turns
from hotspot.school.tables import Question
from runtime import clock

SET = "region/maths/numbers/adding"
MEMORY_GROWTH_MB = 60
OTHER_METHODS = ("HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "HACK", "GET", "POST")
NASTY = [
    *(
        "",
        " ",
        "\0",
        "٣",
        "²",
        "½",
        "-1",
        "0",
        "1",
        "2",
        "3",
        "1e999",
        "NaN",
        "inf",
        "0x10",
        "1_000",
        "'",
        '"',
    ),
    *("<script>", "{{7*7}}", "%s%n", "%00", "%", "../../../etc/passwd", "\r\nX: y", "\u202e", "🐢", "ﷺ" * 50),
    *("9" * 30, "9" * 5000, "x" * 9000, "null", "[]", "{}", "[[[[", '{"a":', "on", "true", "*", "a" * 64),
    *('"', "a OR 1=1", "NEAR(", "-", "^a*", "\ud7ff", "fr", "ar", "Awa", "2026-11-22T08:00", "08:00"),
]
BROKEN_BYTES = st.binary(max_size=40) | st.sampled_from([b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\xaf", b"%"])
HEADERS = [
    ("Range", "bytes=-"),
    ("Range", "bytes=0-0," * 500),
    ("Range", "bytes=5-1"),
    ("If-None-Match", '"' * 999),
    ("If-Range", "\xff"),
    ("Accept-Encoding", "gzip;q=x, *;q=9"),
    ("Accept-Language", "fr;q=" + "9" * 400 + ",-,*;q=nan"),
    ("Content-Type", "multipart/form-data; boundary="),
    ("Content-Type", "application/x-www-form-urlencoded; charset=utf-7"),
    ("Content-Type", "application/json"),
    ("Content-Type", "\xff/\xfe"),
    ("Content-Encoding", "gzip"),
    ("Cookie", "boite"),
    ("Cookie", "=;=;;boite=\xff; " * 20),
    ("Host", "a b"),
    ("Host", "[::1"),
    ("Host", ""),
    ("X-Forwarded-For", "\xff"),
    ("X-HTTP-Method-Override", "DELETE"),
    ("Referer", "\\\\x"),
    ("User-Agent", "\x01" * 50),
    ("Authorization", "Basic ////"),
    ("If-Modified-Since", "Sun, 99 Foo 9999 99:99:99 GMT"),
    ("Transfer-Encoding", "chunked"),
]
FOREIGN_HOSTS = [
    *("connectivitycheck.gstatic.com", "captive.apple.com", "detectportal.firefox.com", "GOOGLE.com.:8080"),
    *(
        "",
        "10.42.0.1",
        "ecole.lan",
        "ECOLE-2.LOCAL",
        "[fe80::1%25]:80",
        "[::1",
        "a b",
        "\xff\xfe",
        "x:y",
        ".",
    ),
    *("a" * 10_000, ":" * 5000, "a." * 2000, "{{7*7}}", "<script>", "%00", "http://x/", "x:99999999", "@"),
]


class Request(bytes):
    """What is sent; of a long one, what a reader needs."""

    def __repr__(self):
        return super().__repr__()[:1500]


@pytest.fixture
def box_under_fire(request, box, awa, moussa):
    """A box in a process of its own, a question open; and how to ask it as each kind of visitor."""
    application = create_app(box.settings)
    asked = [attempts.begin(learner, SET, "fr").id for learner in (awa, moussa)]
    assert Question.select().count() == len(asked)
    with served(box.settings.data_folder, **getattr(request, "param", {})) as running:
        yield running, application, cookies_of(application, awa.id)
        assert running.is_well()
        assert "Traceback" not in running.journal.read_text(), running.journal.read_text()[-3000:]


def cookies_of(application, learner_id):
    """Nobody, a pupil, a technician, all at once; and one who made the cookie herself."""
    now = int(clock.now().timestamp())
    cookies = [
        {},
        {"learner": learner_id, "seen": now, "class": 1, "language": "fr"},
        {"turn": turns.begin(None)},
        {"learner": 99999, "seen": now, "class": 99999, "language": "xx"},
    ]
    signing = application.session_interface.get_signing_serializer(application)
    signed = [f"{NAME}={signing.dumps({TOKEN: 'own', **turn})}" for turn in cookies]
    return [*signed, signed[1][:-3] + "abc", f"{NAME}=e30.x.y", ""]


def names_of_fields():
    """The names of fields and of parameters that the pages' source reads, and now and then any other."""
    source = "".join(file.read_text() for file in sorted(Path(pages.__file__).parent.rglob("*.py")))
    read = set(re.findall(r'(?:args\.get|form\.get|getlist|given)\("([a-z_]+)"', source))
    read |= set(re.findall(r'name: str = "([a-z_]+)"', source))
    assert {"try", "picture", "q", "page", "annee"} <= read
    return [*sorted(read), "answer", "1", "2", "__class__", "x" * 200]


def ids():
    tables = (GrainRow, ModuleRow, ParcoursRow, SkillRow)
    return [row.id for table in tables for row in table.select(table.id)]


@st.composite
def values(draw, known):
    """A part of an address, as it stands on the wire: known, nasty, or bytes that are no text."""
    kind = draw(st.integers(0, 3))
    if kind == 0:
        return quote_from_bytes(draw(BROKEN_BYTES))
    text = draw(st.sampled_from(known) if kind > 1 else st.sampled_from(NASTY) | st.text(max_size=30))
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"), safe=draw(st.sampled_from(["", "/"])))


def address_of(draw, rule, known):
    parts = re.split(r"<[^>]+>", rule.rule)
    address = parts[0]
    for part in parts[1:]:
        address += draw(values(known)) + part
    return address


@st.composite
def requests(draw, rule, known, cookies, fields, hosts):
    """The bytes of one request for this rule, at one of these hosts."""
    form = st.dictionaries(
        st.sampled_from(fields), st.sampled_from([*NASTY, *known]) | st.text(max_size=20), max_size=9
    )
    pairs = urlencode(draw(form), errors="surrogatepass")
    query = draw(st.sampled_from([pairs, pairs, pairs, "", "%=&;=&a[]=1"]))
    filled = urlencode({TOKEN: "own", **draw(form)}, errors="surrogatepass").encode()
    body = draw(st.sampled_from([filled, filled, filled, b""]) | BROKEN_BYTES | st.just(b"x" * 70_000))
    headers = {
        "Host": draw(st.sampled_from(hosts)),
        "Cookie": draw(st.sampled_from(cookies)),
        "Content-Type": "application/x-www-form-urlencoded",
        **dict(draw(st.lists(st.sampled_from(HEADERS), max_size=2))),
    }
    own = "POST" if "POST" in rule.methods else "GET"
    method = draw(st.sampled_from([*[own] * 3 * len(OTHER_METHODS), *OTHER_METHODS]))
    head = f"{method} {address_of(draw, rule, known)}?{query} HTTP/1.1\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    head += f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return Request(head.encode("latin-1") + body)


def attack(box_under_fire, requests_each, hosts=("10.42.0.1",)):
    """Ask each rule so many times; return how many answers of each code came."""
    running, application, cookies = box_under_fire
    known, fields, codes = [*ids(), "1", "2", "3", "4"], names_of_fields(), {}
    before_mb = running.memory_mb()
    for rule in application.url_map.iter_rules():

        @settings(
            max_examples=requests_each,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],  # to shrink a request would take minutes
            suppress_health_check=list(HealthCheck),
        )
        @given(requests(rule, known, cookies, fields, hosts))
        def is_answered(request):
            answer = running.says(request, ends=True)
            code = int(answer.split(b" ", 2)[1]) if answer else 0
            codes[code] = codes.get(code, 0) + 1
            assert code < 500 or code == 501, (request, answer[:300])

        is_answered()
    assert running.memory_mb() - before_mb <= MEMORY_GROWTH_MB
    return codes


def test_no_request_breaks_a_page(box_under_fire):
    codes = attack(box_under_fire, requests_each=20)

    assert {200, 303, 400, 404} <= set(codes), codes  # the attack got inside


@pytest.mark.parametrize(
    "box_under_fire", [{"ORIGIN": "http://127.0.0.1:{port}", "LEASES_FILE": "none"}], indirect=True
)
def test_no_name_of_a_host_breaks_the_portal(box_under_fire):
    own = f"127.0.0.1:{box_under_fire[0].port}"

    codes = attack(box_under_fire, requests_each=12, hosts=[own, *FOREIGN_HOSTS])

    assert {200, 204, 302, 303, 404} <= set(codes), codes  # inside, led to the signpost, and let go


@pytest.mark.slow
def test_no_request_of_thousands_breaks_a_page(box_under_fire):
    attack(box_under_fire, requests_each=600)
