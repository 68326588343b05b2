"""A publisher's tree with as many blobs as wanted, rightly signed, and a box that has all of it.

The blobs are small: what is measured is what it costs to know of them.
"""

import random
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from benchmarks.words import Words
from exchange.documents import Blob, Edition, Grain, Module, Pack, encode
from exchange.store import Kind, Store, sha256_of
from ministry.signing.editions import ToSign, root_bytes, sign_editions
from ministry.signing.keys import Keys, make_keys, roles_for

BLOBS_A_PACK = 50
GRAINS_A_MODULE, WORDS_A_GRAIN = 5, 60
PASSPHRASE = "mil mangue baobab"  # of keys that nobody will steal
QUICK = 2**4  # scrypt
FOLDERS: tuple[Kind, ...] = ("packs", "docs", "blobs")


@dataclass
class Tree:
    """A signed tree in a folder, and the packs of its edition as they stand."""

    folder: Path
    packs: dict[str, Pack] = field(default_factory=dict)
    editions: int = 0
    _dice: random.Random = field(default_factory=lambda: random.Random(7))
    _words: Words = field(default_factory=Words)

    @property
    def repo(self) -> Path:
        """What mirrors serve."""
        return self.folder / "repo"

    @property
    def anchor(self) -> bytes:
        """The first root."""
        return root_bytes(self.repo)

    @cached_property
    def _keys(self) -> Keys:
        keys = Keys(self.folder / "keys", PASSPHRASE)
        make_keys(keys, roles_for(["sn"]), scrypt_n=QUICK)
        return keys

    def put_pack(self, name: str, modules: list[Module], blobs: list[Blob]) -> None:
        """Make a pack of these, or make it anew."""
        named = sorted((self.write("docs", content), len(content)) for content in map(encode, modules))
        sha256s, lengths = tuple(one for one, _ in named), tuple(length for _, length in named)
        self.packs[name] = Pack(name, sha256s, lengths, tuple(sorted(blobs, key=lambda one: one.sha256)))

    def blob(self, length: int, mime: str = "image/svg+xml") -> Blob:
        """Lay down a file of random bytes."""
        return Blob(self.write("blobs", self._dice.randbytes(length)), length, mime, "file")

    def module(self, name: str) -> Module:
        """Return a module of lessons, some 2.5 KB of words."""
        grains = (
            Grain(
                f"{name}/{place}",
                "lesson",
                {"fr": self._words.title()},
                5,
                {"fr": f"<p>{self._words.body(WORDS_A_GRAIN)}</p>"},
            )
            for place in range(GRAINS_A_MODULE)
        )
        return Module(name, {"fr": self._words.title()}, "maths", 3, tuple(grains))

    def publish(self) -> Edition:
        """Sign the packs as the next edition."""
        self.editions += 1
        written = {name: encode(pack) for name, pack in self.packs.items()}
        lengths = {self.write("packs", one): len(one) for one in written.values()}
        named = {name: sha256_of(one) for name, one in written.items()}
        edition = Edition("sn", str(self.editions), named)
        sign_editions(self.repo, self._keys, [ToSign(edition, lengths)], datetime.now(UTC))
        return edition

    def write(self, kind: Kind, content: bytes) -> str:
        """Lay bytes down without waiting for the disk."""
        sha256 = sha256_of(content)
        path = Store(self.repo).path_of(kind, sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return sha256


def grown_tree(folder: Path, blobs: int) -> Tree:
    """Publish an edition with so many blobs of 100 bytes, 50 and one module a pack."""
    tree = Tree(folder)
    for number in range(blobs // BLOBS_A_PACK):
        name = pack_name(number)
        tree.put_pack(name, [tree.module(name)], [tree.blob(100) for _ in range(BLOBS_A_PACK)])
    tree.put_pack("sn/country", [tree.module("sn/country")], [])
    tree.publish()
    return tree


def pack_name(number: int) -> str:
    """Return what the packs of `grown_tree` are called."""
    return f"region/maths/{number}"


def change_thirty(tree: Tree, number: int) -> None:
    """Publish 20 files more, 5 changed, 5 removed, in two packs that lie side by side."""
    for name, added, changed in ((pack_name(number), 12, 3), (pack_name(number + 1), 8, 2)):
        pack = tree.packs[name]
        new = [tree.blob(100) for _ in range(added + changed)]
        blobs = sorted((*pack.blobs[5:], *new), key=lambda one: one.sha256)
        tree.packs[name] = Pack(name, pack.docs, pack.doc_bytes, tuple(blobs))
    tree.publish()


def correct_a_comma(tree: Tree, number: int) -> None:
    """Publish one module of a pack anew, with one comma more."""
    name = pack_name(number)
    pack = tree.packs[name]
    content = Store(tree.repo).read("docs", pack.docs[0])
    corrected = content.replace(b" ", b", ", 1)
    sha256 = tree.write("docs", corrected)
    tree.packs[name] = Pack(name, (sha256,), (len(corrected),), pack.blobs)
    tree.publish()


def store_with_all(tree: Tree, store: Path) -> None:
    """Give a box all files of a tree, by links; what is signed it has still to look at."""
    for kind in FOLDERS:
        shutil.copytree(tree.repo / kind, store / kind, copy_function=_link)


def _link(source: str, target: str) -> None:
    Path(target).hardlink_to(source)
