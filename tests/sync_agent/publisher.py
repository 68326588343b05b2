"""A ministry that publishes small editions of random bytes, rightly signed."""

import random
from datetime import UTC, datetime

from exchange.documents import Blob, Edition, Pack, encode
from exchange.store import Store, sha256_of
from ministry.signing.editions import ToSign, root_bytes, sign_editions
from ministry.signing.keys import Keys, make_keys, roles_for

QUICK = 2**4  # scrypt in a test
TODAY = datetime(2026, 11, 22, tzinfo=UTC)
MIMES = {"svg": "image/svg+xml", "mp3": "audio/mpeg", "mp4": "video/mp4"}


class Publisher:
    def __init__(self, folder):
        self.repo, self.dice = folder / "repo", random.Random(7)
        for name in ("head", "packs", "docs", "blobs"):
            (self.repo / name).mkdir(parents=True)
        self.keys = Keys(folder / "keys", "mil")
        make_keys(self.keys, roles_for(["sn"]), scrypt_n=QUICK)
        self.packs, self.number, self.today = {}, 0, TODAY
        self.puts("region/maths/1", docs=3, svg=[2_000, 3_000], mp4=[400_000])
        self.puts("region/maths/2", docs=2, svg=[1_000], mp3=[90_000], mp4=[250_000])
        self.puts("sn/country", docs=1)

    def puts(self, name, docs=1, **blobs):
        """Lay a pack down: so many documents, files of these lengths."""
        store = Store(self.repo)
        texts = {store.put("docs", self._bytes(900)): 900 for _ in range(docs)}
        files = [self._blob(store, kind, length) for kind, lengths in blobs.items() for length in lengths]
        ordered = tuple(sorted(texts))
        pack = Pack(
            name,
            ordered,
            tuple(texts[one] for one in ordered),
            tuple(sorted(files, key=lambda one: one.sha256)),
        )
        self.packs[name] = encode(pack)
        store.put("packs", self.packs[name])

    def publishes(self):
        self.number += 1
        edition = Edition("sn", str(self.number), {name: sha256_of(one) for name, one in self.packs.items()})
        lengths = {sha256_of(one): len(one) for one in self.packs.values()}
        sign_editions(self.repo, self.keys, [ToSign(edition, lengths)], self.today)
        return edition

    @property
    def anchor(self):
        return root_bytes(self.repo)

    def _bytes(self, length):
        return self.dice.randbytes(length)

    def _blob(self, store, kind, length):
        return Blob(store.put("blobs", self._bytes(length)), length, MIMES[kind], f"file.{kind}")
