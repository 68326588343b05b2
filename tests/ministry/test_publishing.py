"""What publishing lays down: immutable, the same everywhere, small when little changes."""

import hashlib
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from signing import PASSPHRASE, keys

from exchange.documents import Country, Document, Module, Pack, Register, Skill
from exchange.errors import DamagedFile
from exchange.store import Store
from ministry.publish.difference import published
from ministry.publish.edition import draft_of
from ministry.signing.asking import VARIABLE

HOUSE = Path(__file__).parents[2]
LESSON = "region/modules/maths/numbers/count-the-mangoes.fr.md"


def tree(repo):
    """All that is named by its bytes; signatures differ with keys and days."""
    return {
        path.relative_to(repo).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for kind in ("blobs", "docs", "packs")
        for path in sorted((repo / kind).rglob("*"))
        if path.is_file()
    }


def edition(repo, code="sn"):
    return published(repo, code).edition


def documents(repo, code="sn"):
    store = Store(repo)
    names = edition(repo, code).packs.values()
    packs = [msgspec.json.decode(store.read("packs", sha256), type=Pack) for sha256 in names]
    decoded = [
        msgspec.json.decode(store.read_document(sha256), type=Document)
        for pack in packs
        for sha256 in pack.docs
    ]
    return {document.id: document for document in decoded}


def published_elsewhere(authors, repo, **environment):
    """Publish by the command, in another folder, another language, another order of hashes."""
    subprocess.run(
        [
            sys.executable,
            "-m",
            "ministry",
            "publish",
            "--country",
            "SN",
            "--catalogue",
            "catalogue",
            "--to",
            repo,
            "--keys",
            keys().folder,
        ],
        cwd=authors.folder.parent,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(HOUSE), VARIABLE: PASSPHRASE, **environment},
        check=True,
        capture_output=True,
    )
    return tree(repo)


def test_a_country_s_edition_holds_all_that_its_parcours_need(authors, tmp_path):
    found = documents(authors.publish(tmp_path / "repo"))

    assert {type(document) for document in found.values()} == {Country, Module, Register, Skill}
    assert set(found) == {
        "sn",
        "sn/register",
        "region/maths/numbers",
        "region/french/sounds",
        "sn/world/baobab",
        "region/maths/count-to-10",
        "region/maths/add-to-10",
        "region/french/vowels",
    }
    assert [parcours.id for parcours in found["sn"].parcours] == ["sn/maths-1", "sn/french-1", "sn/world-3"]


def test_a_prerequisite_comes_along_though_no_module_names_it(authors, tmp_path):
    authors.change("region/modules/maths/numbers/module.yml", "region/maths/count-to-10, ", "")

    assert "region/maths/count-to-10" in documents(authors.publish(tmp_path / "repo"))


def test_the_country_s_words_are_whole(authors, tmp_path):
    country = documents(authors.publish(tmp_path / "repo"))["sn"]

    assert [word.one["fr"] for word in country.words.foods] == ["mangue", "œuf"]
    assert [word.one["fr"] for word in country.words.things] == ["balle", "crayon", "coquillage"]
    assert country.words.money.coins == ("5", "10", "25", "50", "100")
    assert "region/maths/add-to-10#receives-some" in country.exercise_words


def test_every_kind_of_grain_finds_its_files(authors, tmp_path):
    repo = authors.publish(tmp_path / "repo")
    grains = {grain.kind: grain for grain in documents(repo)["region/maths/numbers"].grains}

    assert set(grains) == {"lesson", "exercises", "video", "audio", "comic", "document", "picture"}
    assert grains["video"].poster.mime == "image/jpeg"
    assert grains["video"].subtitles["ar"].name == "bundles.ar.vtt"
    assert grains["comic"].panels[1].text["fr"] == "Trois mangues, merci."
    for blob in (grains["video"].video["fr"], grains["document"].file["fr"], grains["picture"].picture):
        assert Store(repo).holds("blobs", blob.sha256)


def test_a_lesson_becomes_plain_html_with_its_pictures(authors, tmp_path):
    lesson = documents(authors.publish(tmp_path / "repo"))["region/maths/numbers"].grains[0]
    html = lesson.html["fr"]

    assert html.startswith('<p class="lead">Awa compte les <strong>mangues</strong>.')
    assert '<p class="remember"><b>Je retiens</b>On touche' in html
    assert "<h2>On compte</h2>" in html
    assert '<th scope="col">Mot</th>' in html
    assert [blob.name for blob in lesson.pictures if f"media/{blob.sha256}/{blob.name}" not in html] == []
    assert {blob.name for blob in lesson.pictures} == {"mangoes.svg", "number-line-2.svg"}
    assert "<figcaption>Trois mangues.</figcaption></figure>" in html


def test_the_same_input_gives_the_same_bytes_everywhere(authors, tmp_path):
    here = tree(authors.publish(tmp_path / "here"))
    there = published_elsewhere(
        authors, tmp_path / "there", PYTHONHASHSEED="1", LC_ALL="en_US.UTF-8", TZ="UTC"
    )
    again = published_elsewhere(authors, tmp_path / "again", PYTHONHASHSEED="2", LC_ALL="C", TZ="Asia/Tokyo")

    assert here == there == again


def test_line_ends_and_accents_typed_otherwise_give_the_same_bytes(authors, tmp_path):
    before = tree(authors.publish(tmp_path / "before"))
    text = (authors.folder / LESSON).read_text("utf-8")
    authors.write(LESSON, "\ufeff" + text.replace("ô", "o\u0302").replace("\n", "\r\n"))

    assert tree(authors.publish(tmp_path / "after")) == before


def test_a_corrected_comma_changes_one_document_of_a_few_kb(authors, tmp_path):
    repo = tmp_path / "repo"
    before = tree(authors.publish(repo))
    authors.change(LESSON, "Elle en a beaucoup !", "Elle en a, beaucoup !")

    new = {file: (repo / file).stat().st_size for file in tree(authors.publish(repo)) if file not in before}

    assert sorted(file.split("/")[0] for file in new) == ["docs", "packs"]
    assert sum(new.values()) < 8_000


def test_publishing_again_writes_nothing(authors, tmp_path):
    repo = authors.publish(tmp_path / "repo")
    written = {path: path.stat().st_mtime_ns for path in repo.rglob("*")}

    authors.publish(repo)

    assert {path: path.stat().st_mtime_ns for path in repo.rglob("*")} == written


def test_two_countries_share_what_is_the_region_s(authors, tmp_path):
    repo = authors.publish(tmp_path / "repo", "sn", "tn")
    senegal, tunisia = (edition(repo, code).packs for code in ("sn", "tn"))

    assert senegal["region/maths/1"] == tunisia["region/maths/1"]
    assert senegal["sn/country"] != tunisia["tn/country"]


def test_a_damaged_file_of_the_tree_is_mended(authors, tmp_path):
    repo = authors.publish(tmp_path / "repo")
    whole = tree(repo)
    damaged = repo / next(file for file in whole if file.startswith("docs/"))
    damaged.write_bytes(b"{}")

    assert tree(authors.publish(repo)) == whole


def test_the_head_is_not_moved_before_everything_is_there(authors, tmp_path):
    repo = authors.publish(tmp_path / "repo")
    head = {file: file.read_bytes() for file in (repo / "head").iterdir()}
    authors.write("region/modules/maths/numbers/hare.mp3", b"ID3 another tale")
    draft = draft_of(["sn"], authors.folder)
    authors.write("region/modules/maths/numbers/hare.mp3", b"ID3 recorded once more meanwhile")

    with pytest.raises(DamagedFile):
        draft.publish(repo, keys(), datetime.now(UTC))

    assert {file: file.read_bytes() for file in (repo / "head").iterdir()} == head


def test_a_pack_never_holds_more_than_sixty_documents(authors, tmp_path):
    skill = (authors.folder / "region/skills/french/vowels.yml").read_text("utf-8")
    for i in range(70):
        authors.write(f"region/skills/french/vowels-{i:02}.yml", skill)
    named = ", ".join(f"region/french/vowels-{i:02}" for i in range(70))
    authors.change("region/modules/french/sounds/module.yml", "region/french/vowels]", f"{named}]")

    repo = authors.publish(tmp_path / "repo")
    packs = [msgspec.json.decode(path.read_bytes(), type=Pack) for path in (repo / "packs").iterdir()]

    assert max(len(pack.docs) for pack in packs) == 60
    assert {pack.id for pack in packs} >= {"region/french/1", "region/french/1-b"}


@pytest.mark.parametrize("arguments", [["publish", "--country", "SN", "--dry-run"], ["check"]])
def test_a_trial_writes_nothing(authors, arguments):
    before = sorted(authors.folder.parent.rglob("*"))

    done = subprocess.run(
        [sys.executable, "-m", "ministry", *arguments],
        cwd=authors.folder.parent,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(HOUSE), "PYTHONDONTWRITEBYTECODE": "1"},
        check=True,
        capture_output=True,
        text=True,
    )

    assert "SN 2026.1 : 4 paquets, 8 documents" in done.stdout
    assert sorted(authors.folder.parent.rglob("*")) == before


def test_a_register_names_what_the_country_s_skills_can_tell_and_where_skills_have_gone(authors, tmp_path):
    authors.write(
        "region/moved.yml", "region/maths/count: [region/maths/count-to-10]\nregion/maths/old: []\n"
    )

    register = documents(authors.publish(tmp_path / "repo"))["sn/register"]

    assert register.misconceptions["counts-one-twice"]["fr"] == "en compte un deux fois"
    assert register.moved == {"region/maths/count": ("region/maths/count-to-10",)}
