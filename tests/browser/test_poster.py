"""The poster of the classroom: one sheet of paper, whose codes a phone's own reader reads."""

import re
import subprocess

import pytest
import zxingcpp
from phones import Phone
from playwright.sync_api import expect

from hotspot.machine.wifi import kept

QUOTED = r'École "A;B", 3'
SMALL = {"width": 320, "height": 480}
BOXES_OWN_ADDRESS = """() => {
    var address = document.querySelector(".poster-address");
    address.className = "poster-address";
    address.firstChild.textContent = "10.42.0.1";
}"""  # written largest


@pytest.fixture(scope="module")
def phone(school_in, chromium):
    """A phone on which the technician's turn is on, one for all these tests."""
    school = school_in("SN")
    phone = Phone(chromium.new_page(), school.address)
    phone.go("/boite")
    phone.write("#code", school.technician_code())
    phone.tap("main form button")
    yield phone
    phone.page.close()


def show(phone, name, language="fr", size=SMALL):
    phone.page.set_viewport_size(size)
    phone.page.emulate_media(media="null")
    phone.go(f"/langue/{language}?suite=/boite/affiche")
    phone.write("#wifi", name)
    phone.tap("main form button[type=submit]")


def printed(phone, folder):
    """The pages of the printed sheet: pictures in grey of 150 dots an inch, as Chromium prints them on A4."""
    sheet = folder / "poster.pdf"
    phone.page.pdf(path=sheet, format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "10mm"))
    subprocess.run(["pdftoppm", "-r", "150", "-gray", sheet, folder / "page"], check=True)
    return sheet, sorted(folder.glob("page*.pgm"))


def codes_of(picture):
    """What a reader of QR codes finds in a picture of pdftoppm."""
    head, width, height, _, dots = re.match(rb"(P5)\s(\d+)\s(\d+)\s(\d+)\s(.*)", picture, re.S).groups()
    assert head == b"P5"
    seen = memoryview(dots).cast("B", (int(height), int(width)))
    return {code.text for code in zxingcpp.read_barcodes(seen)}


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_poster_is_one_sheet_whose_codes_can_be_read(phone, language, tmp_path):
    show(phone, QUOTED, language)
    sheet, pages = printed(phone, tmp_path)

    size = subprocess.run(["pdfinfo", sheet], check=True, capture_output=True, text=True).stdout
    assert len(pages) == 1
    assert re.search(r"Page size: +59[45][.0-9]* x 84[12]", size)
    address = phone.page.locator(".poster-address").inner_text()
    assert codes_of(pages[0].read_bytes()) == {
        f"http://{address}",
        r"WIFI:T:nopass;S:École \"A\;B\"\, 3;;",
    }


@pytest.mark.parametrize("name", ["", "🌾" * 8])
def test_any_name_leaves_the_poster_on_its_sheet(phone, name, tmp_path):
    show(phone, name)
    _, pages = printed(phone, tmp_path)

    assert len(pages) == 1
    codes = codes_of(pages[0].read_bytes())
    assert len(codes) == (2 if name else 1)
    assert not name or f"WIFI:T:nopass;S:{name};;" in codes


@pytest.fixture
def keep_key(school_in):
    """keep_key(name, key): the Wi-Fi that is set, for one test."""
    file = school_in("SN").folder / "wifi.json"
    yield lambda name, key: kept.write(file, kept.Wifi(name=name, country="SN", uuid="x", key=key))
    file.unlink()


@pytest.mark.parametrize("key", ["", "mil-et-sorgho"])
@pytest.mark.parametrize("name", [QUOTED, "W" * 32])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_steps_stand_clear_of_the_codes_on_paper(phone, keep_key, language, name, key):
    a4 = {"width": 718, "height": 1047}  # less margins of 10 mm, 96 dots an inch
    keep_key(name, key)
    show(phone, name, language, size=a4)
    phone.page.evaluate(BOXES_OWN_ADDRESS)
    phone.page.emulate_media(media="print")

    steps, codes, poster = (
        phone.page.locator(one).bounding_box() for one in (".poster-steps", ".poster-codes", ".poster")
    )
    assert steps["y"] + steps["height"] <= codes["y"]
    assert codes["y"] + codes["height"] <= poster["y"] + poster["height"]


@pytest.mark.parametrize("width", [240, 1280])
def test_the_poster_fits_the_screen(phone, width):
    show(phone, "W" * 32, "ar", {"width": width, "height": 480})

    assert phone.page.evaluate("document.documentElement.scrollWidth") <= width
    expect(phone.page.locator("[data-print]")).to_be_visible()
