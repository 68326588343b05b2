"""What a phone asks by itself, the signpost, one tap, and its system's very answer."""

from dataclasses import replace

import pytest
from handset import ANSWERS, MAC, ORIGIN, SIGNPOST, Handset, leads_to_the_signpost
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotspot.app import create_app
from hotspot.pages import handsets
from hotspot.pages.probes import PROBES, probe_of
from hotspot.school.adults import turns
from hotspot.school.consents import HELD_SECONDS
from hotspot.settings import hotspot_settings
from runtime.settings import WrongSetting

SCHOOL = ORIGIN + "/"


@pytest.mark.parametrize(("host", "path", "status", "body"), ANSWERS)
def test_each_system_is_led_then_let_go_then_led_again(handset, box_clock, host, path, status, body):
    assert leads_to_the_signpost(handset.asks(host, path))

    handset.taps()
    answer = handset.asks(host, path, buffered=True)
    assert answer.status_code == status
    assert body in (None, answer.data)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers.get("X-NetworkManager-Status") == ("online" if "ubuntu" in host else None)

    box_clock.runs(HELD_SECONDS + 1)
    assert leads_to_the_signpost(handset.asks(host, path))


def test_the_kindle_hears_its_text_byte_for_byte(handset):
    handset.taps()

    zipped = {"headers": {"Host": "spectrum.s3.amazonaws.com", "Accept-Encoding": "gzip"}}
    answer = handset.app.test_client().get(
        "/kindle-wifi/wifistub.html", environ_overrides={"REMOTE_ADDR": handset.address}, **zipped
    )

    assert answer.data.startswith(b"<!DOCTYPE html PUBLIC")
    assert answer.data.count(b"81ce4465-7167-4dcb-835b-dcc9e44c112a") == 2
    assert not {"Content-Encoding", "Vary"} & set(
        answer.headers.keys()
    )  # neither set as a page nor compressed


def test_every_row_of_the_table_is_tried_above():
    asked = [(host, path.split("?")[0]) for host, path, *_answer in ANSWERS]

    assert {probe_of(host, path) for host, path in asked} == set(PROBES)
    paths = {path for row in PROBES for path in row.paths.split() if "*" not in path}
    assert paths <= {path for _host, path in asked}


@pytest.mark.parametrize(
    ("host", "asked"),
    [
        ("google.com", "/"),
        ("google.com", "/search?q=a"),
        ("apple.com", "/fr"),
        ("www.msftconnecttest.com", "/redirect"),  # Windows opens this one itself
        ("google.com", "/bienvenue"),
        ("google.com", "/eleve/"),
    ],
)
def test_a_name_typed_in_the_browser_leads_to_the_signpost_then_to_the_school(handset, host, asked):
    assert leads_to_the_signpost(handset.asks(host, asked))
    assert handset.asks("10.42.0.1", "/").status_code == 200  # nobody is kept out of the school

    handset.taps()

    assert handset.asks(host, asked).location == SCHOOL


@pytest.mark.parametrize(
    "host", ["ecole.lan", "ecole-2.local", "fissel.local", "198.51.100.1", "10.42.0.1:8080"]
)
def test_the_boxs_own_names_lead_to_the_very_page(handset, host):
    assert handset.asks(host, "/catalogue").location == ORIGIN + "/catalogue"


def test_a_tap_leads_back_to_the_signpost_by_a_full_navigation(handset):
    answer = handset.taps()

    assert (answer.status_code, answer.location) == (303, "/bienvenue")
    assert "Set-Cookie" not in answer.headers
    assert "C’est ouvert" in handset.asks("10.42.0.1", "/bienvenue").text


@pytest.mark.parametrize("is_open", [False, True])
def test_the_signpost_is_light_and_asks_nothing_of_the_small_window(handset, is_open):
    if is_open:
        handset.taps()
    page = handset.asks("10.42.0.1", "/bienvenue")
    sheet = page.text.split('rel="stylesheet" href="')[1].split('"')[0]
    style = handset.asks("10.42.0.1", sheet)

    assert len(page.data) <= 4096
    assert "Set-Cookie" not in page.headers
    assert not [word for word in ("<script", "target=", "download", "<img") if word in page.text]
    assert page.text.count("<svg") == 3
    assert page.text.count("<button") == (0 if is_open else 1)
    assert "École de Fissel" in page.text
    first = handset.asks("connectivitycheck.gstatic.com", "/generate_204")
    whole = sum(len(answer.data) + len(str(answer.headers)) for answer in (first, page, style))
    assert whole <= 6 * 1024  # three requests, uncompressed


def test_the_api_tells_what_the_rfc_asks(handset):
    before = handset.asks("ecole.lan", "/captive-portal/api")
    handset.taps()
    after = handset.asks("10.42.0.1", "/captive-portal/api")

    assert before.mimetype == "application/captive+json"
    assert (before.json["captive"], before.json["user-portal-url"]) == (True, SIGNPOST)
    assert after.json["captive"] is False
    assert 0 < after.json["seconds-remaining"] <= HELD_SECONDS


@pytest.mark.parametrize("switched_off", [{"origin": ""}, {"portal": "off"}])
def test_without_origin_or_switched_off_there_is_no_portal(on_the_wall, switched_off):
    handset = Handset(create_app(replace(on_the_wall, **switched_off)))

    assert handset.asks("10.42.0.1", "/bienvenue").status_code == 404
    assert handset.asks("10.42.0.1", "/bienvenue", method="POST").status_code == 404
    assert handset.asks("10.42.0.1", "/captive-portal/api").status_code == 404
    assert "bienvenue" not in (handset.asks("google.com", "/generate_204").location or "")


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    host=st.text(st.characters(codec="latin-1", exclude_characters="\r\n\0"), max_size=60)
    | st.sampled_from(["", "[::1", "a" * 5000, "x:99999999", "..", ":", "\xff", "{{7*7}}", "<script>"]),
    path=st.text(max_size=40),
    method=st.sampled_from(["GET", "HEAD", "POST", "OPTIONS"]),
)
def test_no_host_and_no_path_breaks_the_door(handset, host, path, method):
    before = handset.asks(host, "/" + path.lstrip("/"), method=method)

    assert before.status_code < 500
    assert before.status_code != 302 or before.location.startswith(ORIGIN + "/")


def test_the_laboratory_is_the_technicians_and_knows_nobody(handset):
    handset.asks("captive.apple.com", "/hotspot-detect.html?name=Awa")
    handset.asks("captive.apple.com", "/hotspot-detect.html")
    handset.asks("new\tphone<b>.example", "/check")
    assert handset.asks("10.42.0.1", "/boite/telephones").location == "/boite/entrer"
    assert handset.asks("10.42.0.1", "/boite/telephones.txt").location == "/boite/entrer"

    with handset.app.test_client() as technician:
        with technician.session_transaction(base_url=ORIGIN) as turn:
            turn["turn"] = turns.begin(None)
        page = technician.get("/boite/telephones", base_url=ORIGIN).text
        text = technician.get("/boite/telephones.txt", base_url=ORIGIN)

    assert "captive.apple.com" in page
    assert "<b>.example" not in page
    assert text.text.splitlines()[1] == (
        "1\t2\tcaptive.apple.com\t/hotspot-detect.html\t302 /bienvenue (iOS, macOS)"
    )
    assert "attachment" in text.headers["Content-Disposition"]
    assert not [word for word in (MAC, "10.42.0.7", "Tecno", "Awa") if word in page + text.text]


def test_the_laboratory_tells_the_whole_way_of_a_handset(handset):
    handset.asks("ecole.lan", "/captive-portal/api")
    handset.asks("captive.apple.com", "/hotspot-detect.html")
    handset.asks("10.42.0.1", "/bienvenue")
    handset.taps()
    handset.asks("captive.apple.com", "/hotspot-detect.html")

    [noted] = handset.app.config["laboratory"].handsets()
    assert list(noted.asked) == [
        ("ecole.lan", "/captive-portal/api", "200 captive=true"),
        ("captive.apple.com", "/hotspot-detect.html", "302 /bienvenue (iOS, macOS)"),
        ("10.42.0.1", "/bienvenue", "200"),
        ("10.42.0.1", "/bienvenue", "303 (POST)"),
        ("captive.apple.com", "/hotspot-detect.html", "200 (iOS, macOS)"),
    ]


def test_a_phone_that_floods_the_laboratory_takes_no_more_than_its_lines(handset):
    for number in range(100):
        handset.asks("a.example", f"/{number}")
        Handset(handset.app, f"10.42.1.{number}").asks("a.example", "/generate_204")
    kept = handset.app.config["laboratory"].handsets()

    assert len(kept) == handsets.HANDSETS_AT_MOST
    assert all(len(one.asked) <= handsets.LINES_AT_MOST for one in kept)


def test_the_switch_is_on_or_off():
    assert hotspot_settings(None, {"HOTSPOT_ORIGIN": ORIGIN}).has_portal
    assert not hotspot_settings(None, {"HOTSPOT_ORIGIN": ORIGIN, "HOTSPOT_PORTAL": "off"}).has_portal
    with pytest.raises(WrongSetting, match="« on » ou « off »"):
        hotspot_settings(None, {"HOTSPOT_PORTAL": "oui"})


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("http://10.42.0.1/", "http://10.42.0.1"),
        ("http://Ecole.LAN:80", "http://ecole.lan"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
    ],
)
def test_the_one_address_is_read_as_browsers_say_it(written, meant):
    assert hotspot_settings(None, {"HOTSPOT_ORIGIN": written}).origin == meant


@pytest.mark.parametrize(
    "wrong", ["10.42.0.1", "http://", "http://a b", "ftp://x", "http://x/y", "http://x:y"]
)
def test_an_address_that_leads_nowhere_is_refused(wrong):
    with pytest.raises(WrongSetting, match="Écrivez-la comme http://"):
        hotspot_settings(None, {"HOTSPOT_ORIGIN": wrong})
