"""An edition is put in whole or not at all, whatever happens on the way."""

import msgspec
import pytest
from signing import root_of
from small_edition import ADD, DRAWING, MARKET, NUMBERS

from exchange.documents import Register, encode
from exchange.errors import DamagedFile, RefusedPicture, UnreadableDocument
from exchange.store import Store, sha256_of
from hotspot.content import catalogue, installer
from hotspot.content.arrivals import WrongEdition


def tree(folder):
    """Every file with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def content(folder):
    """Every file but what the box remembers of the signatures that it has seen."""
    return {name: held for name, held in tree(folder).items() if not name.startswith("store/trust")}


def active(box):
    box.reopened()
    return catalogue.edition(), catalogue.module(NUMBERS).title["fr"]


def test_a_first_edition_is_there_with_its_modules(empty_box):
    told = empty_box.install()

    assert (told.country, told.edition, told.before) == ("sn", "2026.1", "")
    assert (told.parcours, told.modules, told.skills) == (3, 3, 3)
    assert active(empty_box) == ("2026.1", "Les nombres jusqu’à 20")


def test_a_newer_edition_takes_the_place_of_the_old_one(box):
    told = box.ministry.retitled("2026.2", "Compter").lay_down() and box.install()

    assert (told.before, told.edition) == ("2026.1", "2026.2")
    assert told.new_files == 4  # the module, the country, and their packs
    assert active(box) == ("2026.2", "Compter")


def test_the_same_edition_again_brings_nothing_new(box):
    told = box.install()

    assert (told.new_files, told.new_bytes) == (0, 0)


def test_a_dry_run_changes_nothing(box):
    before = tree(box.settings.data_folder)

    told = box.ministry.retitled("2026.2", "Compter").lay_down() and box.install(dry_run=True)

    assert told.edition == "2026.2"
    assert tree(box.settings.data_folder) == before


def test_html_is_cleaned_again_and_its_pictures_have_their_address(empty_box):
    module = empty_box.ministry.modules[NUMBERS]
    lesson = module.grains[0]
    bad = {**lesson.html, "en": '<p onclick="x()">One<script>alert(1)</script></p>'}
    lesson = msgspec.structs.replace(lesson, html=bad)
    empty_box.ministry.modules[NUMBERS] = msgspec.structs.replace(module, grains=(lesson, *module.grains[1:]))

    empty_box.install()
    empty_box.reopened()

    html = catalogue.grain(f"{NUMBERS}/count")[0].html
    assert html["en"] == "<p>One</p>"
    assert f'src="/media/{sha256_of(DRAWING)}/mangue.svg"' in html["fr"]


def test_titles_of_the_country_are_used_and_hidden_grains_left_out(box):
    title = catalogue.grain(f"{NUMBERS}/count")[0].title

    assert (title["fr"], title["en"]) == ("Compte les mangues du Sénégal", "Count the mangoes")
    assert catalogue.grain(f"{MARKET}/hidden") is None


def files_of(kind):
    return lambda repo: sorted(path for path in (repo / kind).rglob("*") if path.is_file())


@pytest.mark.parametrize("kind", ["packs", "docs", "blobs"])
def test_one_changed_byte_refuses_the_whole_edition_and_names_the_file(box, kind):
    repo = box.ministry.retitled("2026.2", "Compter").lay_down()
    box.ministry.blob(b"\xff\xd8new", "image/jpeg", "new.jpg")
    box.ministry.lay_down()
    new = [
        path for path in files_of(kind)(repo) if not Store(box.settings.store_folder).holds(kind, path.name)
    ]
    new[0].write_bytes(new[0].read_bytes()[:-1] + b"?")
    before = content(box.settings.data_folder)

    with pytest.raises(DamagedFile, match=new[0].name):
        installer.install(repo, box.settings)

    assert content(box.settings.data_folder) == before


@pytest.mark.parametrize("kind", ["packs", "docs", "blobs"])
def test_a_missing_file_refuses_the_whole_edition(empty_box, kind):
    repo = empty_box.ministry.lay_down()
    gone = files_of(kind)(repo)[0]
    gone.unlink()

    with pytest.raises(DamagedFile, match=gone.name):
        installer.install(repo, empty_box.settings, root=root_of(repo))

    assert not empty_box.settings.catalogue_file.exists()


def test_an_edition_of_another_country_is_refused(box, tmp_path):
    other = box.ministry
    other.folder = tmp_path / "other"
    other.country = msgspec.structs.replace(other.country, id="ml")
    repo = other.lay_down()

    with pytest.raises(WrongEdition, match="« ml » est refusée"):
        installer.install(repo, box.settings, "ml")

    assert active(box)[0] == "2026.1"


def test_several_countries_need_a_choice(empty_box):
    ministry = empty_box.ministry
    ministry.lay_down()
    ministry.country = msgspec.structs.replace(ministry.country, id="ml")
    repo = ministry.lay_down()

    with pytest.raises(WrongEdition, match="--country"):
        installer.install(repo, empty_box.settings, root=root_of(repo))

    assert installer.install(repo, empty_box.settings, "SN", root=root_of(repo)).country == "sn"


def test_a_country_that_is_not_there_is_told(empty_box):
    repo = empty_box.ministry.lay_down()

    with pytest.raises(WrongEdition, match="Pays présents : sn"):
        installer.install(repo, empty_box.settings, "tn", root=root_of(repo))


def with_document(box, content):
    """Put a document of these bytes into the edition."""
    box.ministry.strangers.append(content)
    box.ministry.lay_down()
    return sha256_of(content)


def installed(box):
    return installer.install(box.ministry.folder, box.settings, root=root_of(box.ministry.folder))


@pytest.mark.parametrize(
    "content",
    [b'{"document":"poem","id":"x"}', b"not json", b"\xff\xfe", b'{"document":"skill","id":"x","sound":1}'],
)
def test_a_document_of_unknown_form_refuses_the_whole_edition(empty_box, content):
    name = with_document(empty_box, content)

    with pytest.raises(UnreadableDocument, match=name):
        installed(empty_box)

    assert not empty_box.settings.catalogue_file.exists()


def test_a_document_that_is_not_canonical_is_refused(empty_box):
    name = with_document(empty_box, encode(empty_box.ministry.skills[ADD]) + b"\n")

    with pytest.raises(UnreadableDocument, match=name):
        installed(empty_box)


def test_a_document_that_comes_twice_is_refused(empty_box):
    skill = msgspec.structs.replace(empty_box.ministry.skills[ADD], gpf="N1")
    with_document(empty_box, encode(skill))

    with pytest.raises(WrongEdition, match="deux fois"):
        installed(empty_box)


def test_an_edition_has_one_register_at_most(empty_box):
    with_document(empty_box, encode(Register("sn/another")))

    with pytest.raises(WrongEdition, match="deux registres"):
        installed(empty_box)


@pytest.mark.parametrize("missing", ["module", "savoir", "fichier"])
def test_parts_that_do_not_fit_together_are_refused(empty_box, missing):
    ministry = empty_box.ministry
    if missing == "module":
        del ministry.modules[MARKET]
    elif missing == "savoir":
        del ministry.skills[ADD]
    else:
        ministry.blobs = [blob for blob in ministry.blobs if blob.mime != "video/mp4"]

    with pytest.raises(WrongEdition, match=missing):
        empty_box.install()


def test_a_picture_that_runs_script_is_refused(empty_box):
    picture = DRAWING.replace(b"<circle", b"<script>alert(1)</script><circle")
    empty_box.ministry.blob(picture, "image/svg+xml", "bad.svg")

    with pytest.raises(RefusedPicture, match="bad"):
        empty_box.install()


def test_a_document_that_the_card_has_lost_comes_again_with_the_next_installation(box):
    store = Store(box.settings.store_folder)
    lost = next(path for path in (box.settings.store_folder / "docs").rglob("*") if path.is_file())
    lost.write_bytes(b"rot")

    box.install()

    assert store.read_document(lost.name)


def test_a_lost_catalogue_is_built_anew_from_the_store(box):
    catalogue.close_catalogue()
    box.settings.catalogue_file.unlink()

    assert installer.mend(box.settings) is True

    assert active(box)[0] == "2026.1"
    assert installer.mend(box.settings) is False


def test_a_damaged_catalogue_is_built_anew_from_the_store(box):
    catalogue.close_catalogue()
    box.settings.catalogue_file.write_bytes(b"not a database at all")

    assert installer.mend(box.settings) is True

    assert active(box)[0] == "2026.1"


def test_what_cannot_be_mended_leaves_a_box_that_says_it_has_no_edition(box):
    catalogue.close_catalogue()
    box.settings.catalogue_file.write_bytes(b"not a database at all")
    for path in (box.settings.store_folder / "docs").rglob("*"):
        if path.is_file():
            path.write_bytes(b"rot")

    with pytest.raises(DamagedFile):
        installer.mend(box.settings)

    with pytest.raises(catalogue.NoEdition):
        box.reopened()


def test_an_edition_that_is_written_wrong_is_written_again(box):
    (box.settings.store_folder / "edition.json").write_bytes(b"{")

    assert installer.mend(box.settings) is True

    assert active(box)[0] == "2026.1"


def test_a_folder_that_is_no_repository_is_told(empty_box, tmp_path):
    with pytest.raises(WrongEdition, match="n'est pas un dépôt"):
        installer.install(tmp_path, empty_box.settings)


def test_an_empty_box_has_nothing_to_mend(empty_box):
    assert installer.mend(empty_box.settings) is False


def test_one_installation_at_a_time(box):
    with installer.switch_lock(box.settings), pytest.raises(installer.InstallingAlready):
        box.install()
