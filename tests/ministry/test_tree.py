"""A published tree is looked at as a box does: whatever is wrong is told with its file."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from signing import PASSPHRASE, keys

from exchange.documents import Blob, Edition, Pack, encode
from exchange.store import CHECKED_PIECE_BYTES, Store, sha256_of
from ministry.cli import ministry
from ministry.publish.tree import look_at
from ministry.signing.asking import VARIABLE
from ministry.signing.editions import ToSign, sign_editions

NOW = datetime.now(UTC)


@pytest.fixture
def repo(authors, tmp_path):
    return authors.publish(tmp_path / "repo", "sn", "tn")


def check(repo):
    return CliRunner(env={"LC_ALL": "fr_FR.UTF-8"}).invoke(ministry, ["check", str(repo)])


def mistakes(repo, now=NOW):
    return [mistake.replace(f"{repo}/", "") for mistake in look_at(repo, now).mistakes]


def first_file(repo, kind):
    return next(path for path in sorted((repo / kind).rglob("*")) if path.is_file())


def test_a_tree_that_is_right_is_told_with_its_editions(repo):
    done = check(repo)

    assert done.exit_code == 0
    assert f"{repo} est bon : SN 2026.1, TN 2026.1, " in done.stdout


@pytest.mark.parametrize("kind", ["packs", "docs", "blobs"])
def test_one_wrong_byte_is_found_and_its_file_named(repo, kind):
    file = first_file(repo, kind)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)

    done = check(repo)

    assert done.exit_code == 1
    assert f"{file} : est abîmé" in done.stderr


@pytest.mark.parametrize("kind", ["packs", "docs", "blobs"])
def test_a_file_that_is_missing_is_named(repo, kind):
    file = first_file(repo, kind)
    file.unlink()

    assert f"{file.relative_to(repo)} : manque. Publiez de nouveau." in mistakes(repo)


@pytest.mark.parametrize("trick", ["link", "stranger", "elsewhere"])
def test_what_does_not_belong_to_a_tree_is_named(repo, trick, tmp_path):
    whole = first_file(repo, "docs")
    if trick == "link":
        outside = whole.rename(tmp_path / whole.name)
        whole.symlink_to(outside)
    elif trick == "stranger":
        (repo / "docs" / "README").write_text("hello")
    else:
        shutil.copy(whole, repo / "docs" / whole.name)

    assert any("n'a rien à faire ici" in mistake for mistake in mistakes(repo))


def test_a_signature_that_was_changed_is_found(repo):
    file = repo / "head" / "country-sn.json"
    file.write_text(file.read_text().replace("2026.1", "2026.2"))

    found = mistakes(repo)

    assert any(one.startswith("head/country-sn.json : n'est pas la copie") for one in found)
    assert any(one.startswith("head : ") for one in found)


def test_damaged_signatures_are_named(repo):
    for file in [*(repo / "head").iterdir(), *(repo / "metadata").iterdir()]:
        whole = file.read_bytes()
        for spoiled in (None, b"", b"{}", whole[:-1]):
            file.unlink()
            if spoiled is not None:
                file.write_bytes(spoiled)

            found = mistakes(repo)

            assert any(file.name in one or one.startswith("head : ") for one in found), file
            file.write_bytes(whole)


@pytest.mark.parametrize("command", ["sign", "publish"])
def test_nothing_is_signed_over_damaged_signatures(repo, authors, command):
    (repo / "metadata" / "1.country-sn.json").write_bytes(b"")
    more = ["--keys", str(keys().folder)]
    arguments = {
        "sign": ["sign", str(repo), *more],
        "publish": ["publish", "--country=SN", f"--to={repo}", f"--catalogue={authors.folder}", *more],
    }[command]

    done = CliRunner(env={"LC_ALL": "fr_FR.UTF-8", VARIABLE: PASSPHRASE}).invoke(ministry, arguments)

    assert done.exit_code == 1
    assert "1.country-sn.json est abîmé. Reprenez-le d'une copie du dépôt" in done.stderr


def test_an_unsigned_edition_beside_the_signatures_is_found(repo):
    (repo / "head" / "sn.json").write_text("{}")

    assert mistakes(repo) == ["head/sn.json : n'est signé par personne. Effacez-le."]


def test_a_folder_that_is_no_tree_is_told(tmp_path):
    done = check(tmp_path)

    assert done.exit_code == 1
    assert done.stderr.startswith(
        f"{tmp_path / 'metadata' / '1.root.json'} : manque. Reprenez-le d'une copie"
    )


@pytest.mark.parametrize("name", ["1.root.json", "timestamp.json"])
def test_a_missing_signature_is_not_blamed_on_all_the_others(repo, name):
    (repo / "metadata" / name).unlink()

    assert mistakes(repo) == [f"metadata/{name} : manque. Reprenez-le d'une copie du dépôt : un miroir l'a."]


def test_signatures_that_have_run_out_are_told(repo):
    (found,) = mistakes(repo, NOW + timedelta(days=121))

    assert "trop vieilles" in found


def test_files_of_former_editions_are_looked_at_too(repo, authors):
    authors.change("countries/sn/country.yml", '"2026.1"', '"2026.2"')
    before = set((repo / "packs").iterdir())
    authors.publish(repo, "sn")
    assert mistakes(repo) == []
    new = {path.name for path in (repo / "packs").iterdir()} - {path.name for path in before}
    assert new

    for path in before:
        path.write_bytes(b"{}")

    assert len(mistakes(repo)) >= len(before)


def signed_pack(repo, blob, content):
    """A tree with one pack of one blob, which says of it what the test wants."""
    store = Store(repo)
    path = store.path_of("blobs", blob.sha256)
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    pack = encode(Pack("sn/country", (), (), (blob,)))
    ready = ToSign(Edition("sn", "1", {"sn/country": store.put("packs", pack)}), {sha256_of(pack): len(pack)})
    sign_editions(repo, keys(), [ready], NOW)
    return repo


def test_the_pieces_of_a_large_file_are_those_of_its_pack(tmp_path):
    content = bytes(4 * CHECKED_PIECE_BYTES) + b"end"
    pieces = [sha256_of(bytes(CHECKED_PIECE_BYTES))] * 4 + [sha256_of(b"end")]
    right = Blob(sha256_of(content), len(content), "video/mp4", "film.mp4", tuple(pieces))
    wrong = Blob(right.sha256, right.bytes, right.mime, right.name, tuple(pieces[::-1]))

    assert mistakes(signed_pack(tmp_path / "right", right, content)) == []
    (found,) = mistakes(signed_pack(tmp_path / "wrong", wrong, content))
    assert "ses morceaux ne sont pas ceux du paquet" in found


def test_a_drawing_that_could_run_script_is_found(tmp_path):
    content = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    blob = Blob(sha256_of(content), len(content), "image/svg+xml", "a.svg")

    (found,) = mistakes(signed_pack(tmp_path / "repo", blob, content))

    assert "n'est pas un simple dessin" in found


def test_a_length_that_is_not_the_signed_one_is_found(tmp_path):
    blob = Blob(sha256_of(b"abc"), 4, "audio/mpeg", "a.mp3")

    (found,) = mistakes(signed_pack(tmp_path / "repo", blob, b"abc"))

    assert "fait 3 octets, 4 sont signés" in found
