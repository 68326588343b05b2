"""A box in a temporary folder, with a small edition of Sénégal and a class of real children."""

import shutil
from dataclasses import dataclass, replace

import msgspec
import peewee
import pytest
from keys_given import NAME
from signing import TODAY, edition_in, root_of
from small_edition import SmallEdition, small_edition

from exchange.activation import write_ready
from exchange.documents import Pack
from exchange.store import Store
from exchange.trust.checking import check
from hotspot.app import create_app
from hotspot.content import catalogue, installer
from hotspot.school import classes
from hotspot.school.classes import Newcomer
from hotspot.school.opening import close_school, migrate_school, open_school
from hotspot.school.tables import Learner
from hotspot.settings import Settings

TECHNICIAN_CODE = "4821 0937"


@dataclass
class Box:
    """A box, and the repository of its ministry."""

    settings: Settings
    ministry: SmallEdition

    def install(self, **more):
        repo = self.ministry.lay_down()
        return installer.install(repo, self.settings, root=root_of(repo), **more)

    def brings_signatures(self, repo):
        """Let the messenger bring what the ministry has signed, and nothing else."""
        check(repo / "head", self.settings.store_folder / "trust", root_of(repo).read_bytes(), TODAY)

    def brings(self, *names, media=False):
        """Let the messenger bring the ministry's edition, or these packs of it, and lay it ready.

        Sound and video are left for later, unless `media`.
        """
        repo = self.ministry.lay_down()
        self.brings_signatures(repo)
        whole = edition_in(repo, self.ministry.country.id)
        some = {name: whole.packs[name] for name in names or whole.packs}
        ready = msgspec.structs.replace(whole, packs=some)
        for kind, sha256 in named_in(Store(repo), ready, media=media):
            Store(self.settings.store_folder).put_file(kind, Store(repo).path_of(kind, sha256), sha256)
        write_ready(self.settings.store_folder, ready)
        return ready

    def reopened(self):
        """Open what an installation has changed, as the next request does."""
        catalogue.open_catalogue(self.settings)

    def learner(self, first_name: str) -> Learner:
        return Learner.get(Learner.first_name == first_name)


def named_in(store, edition, *, media):
    """Yield the files of an edition: kind, SHA-256."""
    for pack_name in edition.packs.values():
        pack = msgspec.json.decode(store.read("packs", pack_name), type=Pack)
        yield "packs", pack_name
        yield from (("docs", name) for name in pack.docs)
        yield from (("blobs", blob.sha256) for blob in pack.blobs if media or not blob.is_media)


@pytest.fixture
def empty_box(tmp_path):
    """A box that is nobody's yet, without an edition; its tables are there."""
    settings = Settings(data_folder=tmp_path / "box", port=0)
    migrate_school(settings)
    yield Box(settings, small_edition(tmp_path / "repo"))
    close_school()
    catalogue.close_catalogue()


@pytest.fixture(scope="session")
def fissel(tmp_path_factory):
    """The folder of a box of the school of Fissel, with its edition; never changed, only copied."""
    folder = tmp_path_factory.mktemp("fissel")
    settings = Settings(data_folder=folder / "box", port=0)
    migrate_school(settings)
    repo = small_edition(folder / "repo").lay_down()
    installer.install(repo, settings, root=root_of(repo))
    classes.set_school("École de Fissel", "Fissel", "sn", TECHNICIAN_CODE)
    classes.add_class("CI", 1)
    classes.add_class("CP", 2)
    newcomers = [Newcomer("CI", name) for name in ("Awa", "Moussa", "Élimane")]
    classes.add_learners([*newcomers, Newcomer("CP", "Fatou")], "fr")
    close_school()
    kept = tree_of(folder)
    yield folder
    assert tree_of(folder) == kept


def tree_of(folder):
    """Every file with the moment of its last change."""
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def box(fissel, tmp_path):
    """A box of the school of Fissel, with its edition."""
    shutil.copytree(fissel, tmp_path, dirs_exist_ok=True)
    settings = Settings(data_folder=tmp_path / "box", port=0)
    open_school(settings)
    catalogue.open_catalogue(settings)
    yield Box(settings, small_edition(tmp_path / "repo"))
    close_school()
    catalogue.close_catalogue()


@pytest.fixture
def awa(box):
    """A pupil of the first year."""
    return box.learner("Awa")


@pytest.fixture
def moussa(box):
    """Another one of the same class."""
    return box.learner("Moussa")


@pytest.fixture
def key(box, tmp_path):
    """A key in the box."""
    box.settings = replace(box.settings, keys_folder=tmp_path / "keys")
    (tmp_path / "keys" / NAME).mkdir(parents=True)
    return tmp_path / "keys" / NAME


@pytest.fixture
def queries(monkeypatch):
    """Every query of both databases, in the order in which they were asked."""
    asked = []
    execute = peewee.Database.execute_sql

    def counted(database, sql, *more):
        asked.append(sql)
        return execute(database, sql, *more)

    monkeypatch.setattr(peewee.Database, "execute_sql", counted)
    return asked


@pytest.fixture
def app(box):
    """The box's application, with its own pages for what goes wrong."""
    made = create_app(box.settings)
    made.config["PROPAGATE_EXCEPTIONS"] = False
    return made
