"""Files of the store: whole, in parts, kept for ever, locked in where they could run script."""

import msgspec
import pytest
from small_edition import DRAWING, MARKET, SUBTITLES

from exchange.store import Store, sha256_of
from hotspot.app import create_app
from hotspot.pages.media import OutOfFile, Span, span_in

VIDEO = bytes(range(256)) * 400
VIDEO_ADDRESS = f"/media/{sha256_of(VIDEO)}/paquets.mp4"
SIZE = len(VIDEO)


@pytest.fixture
def phone(box):
    """A phone on the box's Wi-Fi."""
    return create_app(box.settings).test_client()


def test_a_file_comes_whole_and_is_kept_for_ever(phone):
    answer = phone.get(VIDEO_ADDRESS)

    assert (answer.status_code, answer.data) == (200, VIDEO)
    assert (answer.mimetype, answer.headers["Accept-Ranges"]) == ("video/mp4", "bytes")
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-", 0, SIZE - 1),
        ("bytes=100-199", 100, 199),
        ("bytes=0-0", 0, 0),
        ("bytes=-500", SIZE - 500, SIZE - 1),
        (f"bytes=-{SIZE * 2}", 0, SIZE - 1),
        (f"bytes=5-{SIZE * 9}", 5, SIZE - 1),
        (f"bytes={SIZE - 1}-", SIZE - 1, SIZE - 1),
        ("bytes=7-9223372036854775807", 7, SIZE - 1),  # as players in Java ask
        ("Bytes=0-1", 0, 1),
    ],
)
def test_a_part_is_exactly_the_part_asked_for(phone, asked, first, last):
    answer = phone.get(VIDEO_ADDRESS, headers={"Range": asked})

    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert answer.data == VIDEO[first : last + 1]
    assert answer.headers["Content-Length"] == str(last - first + 1)


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", f"bytes={SIZE + 5}-{SIZE + 9}", "bytes=-0"])
def test_a_part_beyond_the_end_is_refused_with_the_size(phone, asked):
    answer = phone.get(VIDEO_ADDRESS, headers={"Range": asked})

    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{SIZE}"
    assert answer.data == b""


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,5-6", "bytes=9-3", "bytes=-", "lines=1-2", "bytes=a-b", "bytes=1", "", "bytes=1-2-3"]
)
def test_several_parts_or_nonsense_give_the_whole_file(phone, asked):
    answer = phone.get(VIDEO_ADDRESS, headers={"Range": asked})

    assert (answer.status_code, answer.data) == (200, VIDEO)


def test_head_tells_the_size_without_the_bytes(phone):
    answer = phone.head(VIDEO_ADDRESS, headers={"Range": "bytes=0-9"})

    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["Content-Length"] == str(SIZE)


def test_a_phone_that_has_the_file_is_told_so(phone):
    tag = phone.head(VIDEO_ADDRESS).headers["ETag"]

    for known in (tag, f"W/{tag}", f'"x", {tag}', "*"):
        answer = phone.get(VIDEO_ADDRESS, headers={"If-None-Match": known, "Range": "bytes=0-1"})

        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["ETag"] == tag


def test_a_part_of_another_file_than_the_one_begun_is_the_whole_file(phone):
    tag = phone.head(VIDEO_ADDRESS).headers["ETag"]

    same = phone.get(VIDEO_ADDRESS, headers={"Range": "bytes=0-9", "If-Range": tag}, buffered=True)

    assert same.status_code == 206
    for other in ('"x"', f"W/{tag}", "Sun, 22 Nov 2026 08:00:00 GMT"):
        asked = {"Range": "bytes=0-9", "If-Range": other}
        assert phone.get(VIDEO_ADDRESS, headers=asked, buffered=True).status_code == 200


def test_a_drawing_is_locked_in(phone):
    answer = phone.get(f"/media/{sha256_of(DRAWING)}/mangue.svg", buffered=True)

    assert answer.mimetype == "image/svg+xml"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_subtitles_are_text_in_utf_8(phone):
    answer = phone.get(f"/media/{sha256_of(SUBTITLES)}/paquets.fr.vtt", buffered=True)

    assert answer.headers["Content-Type"] == "text/vtt; charset=utf-8"


def test_what_is_no_media_is_saved_and_never_shown(box, phone):
    name = Store(box.settings.store_folder).put("blobs", b"<script>alert(1)</script>")

    answer = phone.get(f"/media/{name}/page.html", buffered=True)

    assert answer.mimetype == "application/octet-stream"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Disposition"] == "attachment"


def test_a_file_of_the_edition_before_is_still_there(box, phone):
    market = box.ministry.modules[MARKET]
    tale = market.grains[1].audio["fr"]
    without = tuple(grain for grain in market.grains if grain.kind != "audio")
    box.ministry.modules[MARKET] = msgspec.structs.replace(market, grains=without)
    box.ministry.blobs.remove(tale)
    box.install()

    answer = phone.get(f"/media/{tale.sha256}/lievre.mp3", buffered=True)

    assert (answer.status_code, answer.mimetype) == (200, "audio/mpeg")


@pytest.mark.parametrize(
    "address",
    [
        "/media/" + "0" * 64 + "/x.mp4",
        "/media/..%2f..%2fschool.db/x",
        "/media/../school.db",
        "/media/" + "A" * 64 + "/x",
        "/media/" + "a" * 63 + "%00/x",
        f"/media/{'a' * 64}%2f..%2f..%2f..%2fschool.db/x",
        "/media/store/edition.json",
    ],
)
def test_only_names_of_the_store_lead_to_a_file(phone, address):
    assert phone.get(address).status_code == 404


def test_spans_are_arithmetic():
    assert span_in("bytes=2-4", 10) == Span(2, 4)
    assert span_in("bytes=2-4", 3) == Span(2, 2)
    assert span_in("", 10) is None
    with pytest.raises(OutOfFile):
        span_in("bytes=0-", 0)
