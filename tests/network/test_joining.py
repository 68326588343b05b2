"""Phones join: what they are given, where names lead, what each system hears, until a pupil answers."""

import http.client
import threading

import pytest
from joining_phones import AAAA, HTTPS
from places import waits_until
from yard import BOX, FOREIGN, INTERNET

SIGNPOST = f"http://{BOX}/bienvenue"
APPLE = b"<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>"
MOZILLA = b'<meta http-equiv="refresh" content="0;url=https://support.mozilla.org/kb/captive-portal"/>'
PROBES = [  # what a system asks, and what tells it that all is well
    ("connectivitycheck.gstatic.com", "/generate_204", 204, b""),
    ("connectivitycheck.android.com", "/generate_204", 204, b""),
    ("clients3.google.com", "/generate_204", 204, b""),
    ("www.google.com", "/gen_204", 204, b""),
    ("play.googleapis.com", "/generate_204", 204, b""),
    ("connectivitycheck.platform.hicloud.com", "/generate_204", 204, b""),
    ("connect.rom.miui.com", "/generate_204", 204, b""),
    ("d2uzsrnmmf6tds.cloudfront.net", "/generate_204", 204, b""),
    ("captive.apple.com", "/hotspot-detect.html", 200, APPLE),
    ("www.apple.com", "/library/test/success.html", 200, APPLE),
    ("www.msftconnecttest.com", "/connecttest.txt", 200, b"Microsoft Connect Test"),
    ("www.msftncsi.com", "/ncsi.txt", 200, b"Microsoft NCSI"),
    ("detectportal.firefox.com", "/success.txt", 200, b"success\n"),
    ("detectportal.firefox.com", "/canonical.html", 200, MOZILLA),
    ("nmcheck.gnome.org", "/check_network_status.txt", 200, b"NetworkManager is online\n"),
    ("connectivity-check.ubuntu.com", "/", 204, b""),
    ("spectrum.s3.amazonaws.com", "/kindle-wifi/wifistub.html", 200, b"81ce4465"),
]
CROWD = 30


def is_led_to_the_signpost(phone):
    heard = [phone.asks(host, path) for host, path, *_ in PROBES]
    return {(one.status, one.location) for one in heard} == {(302, SIGNPOST)}


def is_told_what_it_waits_for(phone):
    for host, path, status, body in PROBES:
        heard = phone.asks(host, path)
        assert (heard.status, body in heard.body, len(heard.body) >= len(body)) == (status, True, True), host
        assert "Set-Cookie" not in heard.headers
    return True


def taps(phone):
    return phone.asks(BOX, "/bienvenue", "POST").status == 303


def test_a_phone_is_given_an_address_and_is_told_who_knows_names(phone):
    assert phone.lease["ip"].startswith("10.42.0.")
    assert (phone.lease["router"], phone.lease["dns"]) == (BOX, BOX)
    assert phone.lease["ntpsrv"] == ""  # this box has its time from nobody
    assert phone.lease["opt114"] == ""  # off, as reports differ


@pytest.mark.parametrize("name", sorted({host for host, *_ in PROBES} | {"example.org", "x", "école.sn"}))
def test_every_name_leads_to_the_box_and_never_to_a_private_address(phone, name):
    assert phone.names(name.encode("idna").decode()).addresses == (FOREIGN,)


def test_the_box_has_a_name_of_its_own(phone):
    assert phone.names("ecole.lan").addresses == (BOX,)


@pytest.mark.parametrize("kind", [AAAA, HTTPS, 15, 16])
def test_questions_for_what_the_box_has_not_have_clean_empty_answers(phone, kind):
    named = phone.names("connectivitycheck.gstatic.com", kind)

    assert named.is_authentic
    assert (named.code, named.addresses) == (0, ())


def test_windows_finds_its_number_and_firefox_asks_nobody_else(phone):
    assert phone.names("dns.msftncsi.com").addresses == ("131.107.255.255",)
    assert phone.names("use-application-dns.net").code == 3  # no such name


@pytest.mark.parametrize("address", [BOX, FOREIGN, INTERNET])
def test_https_is_refused_at_once(phone, address):
    how, seconds = phone.knocks(address, 443)

    assert how == "ConnectionRefusedError"
    assert seconds < 1


def test_a_phone_is_never_routed_to_the_mobile_link(yard, phone):
    with yard.internet_answers():  # and the box reaches it
        assert phone.knocks(INTERNET, 80)[0] == "TimeoutError"


def test_each_system_is_led_then_let_go_then_led_again_after_twelve_hours(yard, phone):
    assert is_led_to_the_signpost(phone)

    assert taps(phone)
    assert is_told_what_it_waits_for(phone)
    assert phone.asks("example.org", "/any/page").location == f"http://{BOX}/"

    yard.hours_pass(13)
    assert is_led_to_the_signpost(phone)
    assert taps(phone)
    assert is_told_what_it_waits_for(phone)


def test_who_has_tapped_is_known_by_the_lease_of_the_phone(yard, phone):
    taps(phone)

    assert phone.mac in [row["device"] for row in yard.school.rows("SELECT device FROM consent")]


def test_a_restart_in_the_middle_forgets_no_phone_and_answers_nothing_wrong(yard, phone):
    taps(phone)
    said, over = [], threading.Event()

    def ask():
        while not over.is_set():
            try:
                heard = phone.asks("connectivitycheck.gstatic.com", "/generate_204")
            except (OSError, http.client.HTTPException):
                continue  # nobody is there for a moment
            said.append(heard.status)

    asking = threading.Thread(target=ask)
    asking.start()
    yard.stops()
    yard.serves()
    before = len(said)
    waits_until(lambda: len(said) > before + 5)
    over.set()
    asking.join()

    assert set(said) == {204}
    assert is_told_what_it_waits_for(phone)


def test_thirty_phones_come_at_once(yard):
    phones = [yard.comes() for _ in range(CROWD)]
    seconds = []

    def comes(phone):
        phone.joins()
        heard = [phone.asks(host, path) for host, path, *_ in PROBES]
        assert {(one.status, one.location) for one in heard} == {(302, SIGNPOST)}
        assert taps(phone)
        assert is_told_what_it_waits_for(phone)
        seconds.extend(one.seconds for one in heard)

    errors = in_a_crowd(comes, phones)

    seconds.sort()
    print(f"{len(seconds)} probes of {CROWD} phones: p99 {seconds[len(seconds) * 99 // 100] * 1000:.0f} ms")
    assert errors == []
    assert len({phone.lease["ip"] for phone in phones}) == CROWD


def in_a_crowd(doing, phones):
    """Let all phones do it at once; return what went wrong."""
    errors = []

    def noting(phone):
        try:
            doing(phone)
        except Exception as error:  # a thread's own would stay unseen
            errors.append(repr(error))

    crowd = [threading.Thread(target=noting, args=[phone]) for phone in phones]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    return errors
