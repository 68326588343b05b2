"""Before signing, the publisher is told what boxes will fetch; and a large film is named in pieces."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from click.testing import CliRunner
from signing import keys

from exchange.documents import Pack, encode
from exchange.store import CHECKED_PIECE_BYTES, sha256_of
from ministry.cli import ministry
from ministry.publish.difference import Count, edition_since, fetched, of_last_month, published
from ministry.publish.edition import draft_of

NOW = datetime.now(UTC)
LESSON = "region/modules/maths/numbers/count-the-mangoes.fr.md"
FILM = "region/modules/maths/numbers/bundles.mp4"
COUNTRY = "countries/sn/country.yml"


@pytest.fixture
def repo(tmp_path):
    return tmp_path / "repo"


def publish(authors, repo, at):
    draft_of(["sn"], authors.folder).publish(repo, keys(), at)


def load_of(authors):
    (load,) = draft_of(["sn"], authors.folder).loads
    return load


def test_a_corrected_comma_is_one_pack_and_one_text(authors, repo):
    publish(authors, repo, NOW)
    authors.change(LESSON, "Elle en a beaucoup !", "Elle en a, beaucoup !")

    fetch = fetched(load_of(authors), published(repo, "sn").edition, repo)

    assert (fetch.packs.files, fetch.texts.files) == (1, 1)
    assert fetch.pictures == fetch.media == Count(0, 0)
    assert 0 < fetch.bytes < 8_000


def test_a_new_film_is_told_in_bytes(authors, repo):
    publish(authors, repo, NOW)
    authors.write(FILM, b"\x00\x00\x00\x18ftypisom " + bytes(50_000))

    fetch = fetched(load_of(authors), published(repo, "sn").edition, repo)

    assert fetch.media.files == 1
    assert fetch.media.bytes > 50_000


def test_a_box_that_has_nothing_fetches_all(authors, repo):
    load = load_of(authors)

    fetch = fetched(load, None, repo)

    assert (fetch.packs.files, fetch.texts.files) == (len(load.packs), len(load.documents))
    assert fetch.pictures.files + fetch.media.files == len(load.blobs)


def test_what_is_published_already_is_nothing_to_fetch(authors, repo):
    publish(authors, repo, NOW)

    assert fetched(load_of(authors), published(repo, "sn").edition, repo).bytes == 0


def test_a_box_of_last_month_has_what_was_signed_then(authors, repo):
    for number, days in enumerate((90, 45, 10), 1):
        authors.write(
            COUNTRY, (authors.folder / COUNTRY).read_text().replace(f"2026.{number}", f"2026.{number + 1}")
        )
        publish(authors, repo, NOW - timedelta(days))

    assert of_last_month(repo, "sn", NOW).edition.edition == "2026.3"
    assert published(repo, "sn").edition.edition == "2026.4"


def test_the_command_tells_of_today_of_last_month_and_of_an_empty_box(authors, repo, tmp_path):
    publish(authors, repo, NOW - timedelta(60))
    authors.change(LESSON, "Elle en a beaucoup !", "Elle en a, beaucoup !")
    publish(authors, repo, NOW)
    box = tmp_path / "edition.json"
    box.write_bytes(encode(edition_since(repo, "sn", "2")))

    def told(*more):
        arguments = ["diff", "--country", "SN", "--to", str(repo), "--catalogue", str(authors.folder), *more]
        return CliRunner(env={"LC_ALL": "fr_FR.UTF-8"}).invoke(ministry, arguments).output

    assert "une boîte à jour (2026.1, " in told()
    assert ") : rien." in told()
    assert "une boîte d'il y a un mois (2026.1, " in told()
    assert " ko (1 paquet " in told()
    assert "une boîte vide : " in told()
    assert told("--since", str(box)) == told("--since", "2").replace("2 :", f"{box} :")
    assert "n'est pas l'édition d'une boîte" in told("--since", "nowhere.json")
    assert "n'a pas d'édition 99.country-sn.json" in told("--since", "99")


def test_a_film_of_sixteen_mebibytes_is_named_in_pieces(authors, repo):
    film = b"\x00\x00\x00\x18ftypisom " + bytes(4 * CHECKED_PIECE_BYTES)
    authors.write(FILM, film)
    publish(authors, repo, NOW)

    packs = [msgspec.json.decode(file.read_bytes(), type=Pack) for file in (repo / "packs").iterdir()]
    (blob,) = [blob for pack in packs for blob in pack.blobs if blob.bytes == len(film)]

    first = film[:CHECKED_PIECE_BYTES]
    assert blob.pieces[0] == sha256_of(first)
    assert len(blob.pieces) == 5
    assert not any(blob.pieces for pack in packs for blob in pack.blobs if blob.bytes < len(film))
