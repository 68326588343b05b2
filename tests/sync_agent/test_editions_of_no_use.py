"""An edition that can never be whole, though it is rightly signed: by a slip, or by a stolen key."""

import copy
import shutil
from contextlib import suppress

import pytest
from publisher import TODAY, Publisher

from exchange.documents import Blob, Pack, encode
from exchange.errors import NeedsAPerson, WorthAnotherTry
from exchange.store import Store
from sync_agent.carriers.folder import Folder
from sync_agent.down import plan
from sync_agent.down.pull import Pull

NOWHERE, OUTSIDE = "a" * 64, "../../../etc/passwd"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A ministry with one small edition: its keys are made once."""
    made = Publisher(tmp_path_factory.mktemp("ministry"))
    made.packs = {"sn/country": made.packs["sn/country"]}
    made.publishes()
    return made


@pytest.fixture
def publisher(published, tmp_path):
    made = copy.copy(published)
    made.packs, made.repo = dict(published.packs), tmp_path / "repo"
    shutil.copytree(published.repo, made.repo)
    return made


@pytest.fixture
def pull(publisher, tmp_path):
    return Pull(Store(tmp_path / "store"), "sn", publisher.anchor, lambda: TODAY, free_mb=0)


def pack(*blobs, docs=(), lengths=()):
    return encode(Pack("sn/wrong", docs, lengths, blobs))


def blob(sha256=NOWHERE, length=1000, mime="image/png"):
    return Blob(sha256, length, mime, "file")


def asked_often(pull, stick):
    """Move after move, whatever each of them says."""
    for _ in range(6):
        with suppress(NeedsAPerson, WorthAnotherTry):
            pull.do_next(stick)
    pull.look_now()  # some hours later


@pytest.mark.parametrize(
    "wrong",
    [
        pack(blob(length=10**12)),
        pack(blob(length=-1)),
        pack(blob(NOWHERE)),
        pack(docs=(NOWHERE,)),
        pack(docs=(OUTSIDE,), lengths=(10,)),
        b'{"id":"\xff","docs":[],"doc_bytes":[],"blobs":[]}',
    ],
    ids=[
        "larger than any card",
        "less than nothing",
        "of a picture that nobody has",
        "of a text without length",
        "of a text that leads out",
        "no UTF-8",
    ],
)
def test_an_edition_that_can_never_be_whole_lets_the_next_one_come(publisher, pull, wrong):
    publisher.packs["sn/wrong"] = wrong
    Store(publisher.repo).put("packs", wrong)
    publisher.publishes()
    asked_often(pull, Folder(publisher.repo))
    del publisher.packs["sn/wrong"]
    good = publisher.publishes()

    asked_often(pull, Folder(publisher.repo))

    assert pull.state.shown == good


def test_a_pack_that_would_fill_the_memory_is_not_even_fetched(publisher, pull, monkeypatch):
    monkeypatch.setattr(plan, "LONGEST_PACK", 500)
    publisher.puts("sn/country", docs=9)
    publisher.publishes()

    asked_often(pull, Folder(publisher.repo))

    assert not (pull.store.folder / "packs").exists()


def test_a_text_whose_length_is_signed_wrong_lets_the_next_edition_come(publisher, pull):
    text = Store(publisher.repo).put("docs", b"longer than it says")
    publisher.packs["sn/wrong"] = pack(docs=(text,), lengths=(5,))
    Store(publisher.repo).put("packs", publisher.packs["sn/wrong"])
    publisher.publishes()
    asked_often(pull, Folder(publisher.repo))
    del publisher.packs["sn/wrong"]
    good = publisher.publishes()

    asked_often(pull, Folder(publisher.repo))

    assert pull.state.shown == good
