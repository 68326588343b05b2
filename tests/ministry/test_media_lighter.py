"""Films and sounds travel light, and are never made anew."""

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_media import light_film, light_sound, recorded_film, recorded_sound, told_by_ffprobe

from exchange.documents import Blob
from exchange.errors import DamagedFile
from exchange.store import Store, sha256_of_file
from ministry.media.lighter import BrokenMedia, Lighter, bytes_at_most, is_light
from ministry.media.looking import film, sound_seconds
from ministry.media.programs import ProgramMissing
from ministry.publish.edition import draft_of

FILM, SOUND = "video/mp4", "audio/mpeg"
NUMBERS = "region/modules/maths/numbers"
MIMES = {".mp4": FILM, ".mp3": SOUND}


@pytest.fixture
def repo(tmp_path):
    return tmp_path / "repo"


@pytest.fixture
def said():
    """What was told to be made light."""
    return []


@pytest.fixture
def make(repo, said):
    """Make a file light: make(path) returns the blob that travels and where its bytes are."""

    def lightened(path):
        blob = Blob(sha256_of_file(path), path.stat().st_size, MIMES[path.suffix], path.name)
        return Lighter(repo, lambda original, _: said.append(original.name)).lightened(blob, path)

    return lightened


@pytest.fixture(scope="session")
def recorded(tmp_path_factory):
    """A film and a sound as a telephone records them."""
    folder = tmp_path_factory.mktemp("recorded")
    recorded_film(folder / "film.mp4")
    recorded_sound(folder / "sound.mp3")
    return folder


def without_ffmpeg(monkeypatch):
    monkeypatch.setenv("PATH", "")


def test_a_film_of_a_telephone_travels_as_old_phones_play_it(recorded, make):
    blob, place = make(recorded / "film.mp4")

    picture, sound = told_by_ffprobe(place, "codec_name", "profile", "width", "height", "channels")
    assert picture == ["h264", "Constrained Baseline", "426", "240"]
    assert sound == ["aac", "LC", "1"]
    seen = film(place)
    assert (seen.lines, seen.is_baseline, seen.plays_at_once) == (240, True, True)
    assert blob.bytes == place.stat().st_size < (recorded / "film.mp4").stat().st_size / 3
    assert is_light(place, FILM)


def test_a_film_with_many_lines_has_a_clearer_one_beside(authors, recorded, repo):
    shutil.copyfile(recorded / "film.mp4", authors.folder / NUMBERS / "bundles.mp4")

    draft = draft_of(["sn"], authors.folder).lightened(Lighter(repo, print))
    draft.lay_down(repo)

    films = {blob.name: blob for load in draft.loads for blob in load.blobs.values() if blob.mime == FILM}
    assert sorted(films) == ["bundles-360.mp4", "bundles.mp4"]
    assert films["bundles.mp4"].bytes < films["bundles-360.mp4"].bytes
    assert [films[name].can_wait for name in sorted(films)] == [True, False]
    clearer = Store(repo).path_of_blob(films["bundles-360.mp4"].sha256)
    assert told_by_ffprobe(clearer, "profile", "height")[0] == ["Constrained Baseline", "360"]


def test_a_film_held_upright_keeps_its_shorter_side(tmp_path, make):
    recorded_film(tmp_path / "upright.mp4", size="406x720")

    _, place = make(tmp_path / "upright.mp4")

    assert told_by_ffprobe(place, "width", "height")[0] == ["240", "426"]


def test_a_sound_travels_as_speech_of_one_channel(recorded, make):
    blob, place = make(recorded / "sound.mp3")

    assert told_by_ffprobe(place, "codec_name", "sample_rate", "channels", "bit_rate") == [
        ["mp3", "22050", "1", "32000"]
    ]
    assert blob.name == "sound.mp3"
    assert sound_seconds(place) == pytest.approx(1, abs=0.1)


def test_what_was_made_once_is_never_made_again_even_by_a_machine_without_ffmpeg(
    recorded, make, said, monkeypatch
):
    first, _ = make(recorded / "film.mp4")
    without_ffmpeg(monkeypatch)

    second, place = make(recorded / "film.mp4")

    assert second == first
    assert said == ["film.mp4"]
    assert sha256_of_file(place) == first.sha256


def test_what_was_made_and_lost_is_made_again(recorded, make, said):
    first, place = make(recorded / "sound.mp3")
    place.write_bytes(b"damaged")

    second, place = make(recorded / "sound.mp3")

    assert (second, said) == (first, ["sound.mp3", "sound.mp3"])
    assert sha256_of_file(place) == first.sha256


def test_a_cut_in_the_middle_leaves_nothing_that_counts(recorded, make, repo, monkeypatch):
    def cut(*_):
        raise DamagedFile("the power went")

    monkeypatch.setattr(Store, "put_file", cut)
    with pytest.raises(DamagedFile):
        make(recorded / "sound.mp3")

    assert [path for path in repo.rglob("*") if path.is_file()] == []


def test_an_original_that_cannot_be_made_smaller_travels_itself(tmp_path, make, said):
    recorded_film(tmp_path / "tiny.mp4", size="16x16", more=("-an", "-crf", "51"))
    original = tmp_path / "tiny.mp4"

    blob, place = make(original)
    again, _ = make(original)

    assert (place, blob.sha256, again) == (original, sha256_of_file(original), blob)
    assert said == ["tiny.mp4"]


def test_what_is_light_already_needs_no_ffmpeg(tmp_path, make, monkeypatch):
    without_ffmpeg(monkeypatch)
    (tmp_path / "film.mp4").write_bytes(light_film("Les paquets"))
    (tmp_path / "sound.mp3").write_bytes(light_sound("Le conte"))

    for name in ("film.mp4", "sound.mp3"):
        assert make(tmp_path / name)[1] == tmp_path / name


@pytest.mark.parametrize("heavy", [{"profile": 100}, {"lines": 720}])
def test_a_small_film_that_old_phones_cannot_play_is_not_light(tmp_path, heavy):
    (tmp_path / "film.mp4").write_bytes(light_film("Les paquets", **heavy))

    assert not is_light(tmp_path / "film.mp4", FILM)


def test_a_file_that_ffmpeg_cannot_read_is_named(tmp_path, make):
    (tmp_path / "broken.mp4").write_bytes(b"\x00\x00\x00\x18ftypisom" + bytes(9000))

    with pytest.raises(BrokenMedia, match=r"broken\.mp4 ne peut pas être lu"):
        make(tmp_path / "broken.mp4")


def test_a_machine_without_ffmpeg_says_what_to_install(recorded, make, monkeypatch):
    without_ffmpeg(monkeypatch)

    with pytest.raises(ProgramMissing, match="sudo apt install ffmpeg"):
        make(recorded / "film.mp4")


def test_the_original_is_not_published_when_a_smaller_one_is(authors, recorded, repo):
    shutil.copyfile(recorded / "film.mp4", authors.folder / NUMBERS / "bundles.mp4")
    original = sha256_of_file(recorded / "film.mp4")

    draft = draft_of(["sn"], authors.folder).lightened(Lighter(repo, print))
    draft.lay_down(repo)

    films = [blob.sha256 for load in draft.loads for blob in load.blobs.values() if blob.mime == FILM]
    assert original not in films
    assert all(Store(repo).holds("blobs", sha256) for sha256 in films)
    assert not Store(repo).has("blobs", original)


def test_a_large_original_is_no_mistake_when_what_travels_is_small(authors, recorded):
    sound = (recorded / "sound.mp3").read_bytes() * 320  # 5.2 MB of 128 kbit/s
    authors.write(f"{NUMBERS}/hare.mp3", sound)

    assert authors.mistakes() == []
    assert bytes_at_most(authors.folder / NUMBERS / "hare.mp3", SOUND) < len(sound) / 3


@given(content=st.binary(max_size=200), at=st.integers(0, 400))
def test_any_bytes_are_looked_at_without_failing(tmp_path_factory, content, at):
    path = tmp_path_factory.mktemp("any") / "film.mp4"
    for whole in (light_film("Les paquets"), light_sound("Le conte")):
        path.write_bytes(whole[:at] + content + whole[at:])

        film(path)
        sound_seconds(path)
