"""What a box would run is signed by two keys that sign nothing else."""

import pytest
import signing
from tuf.api.metadata import Metadata, TargetFile

from exchange.documents import Edition, Pack, encode
from exchange.store import Store
from exchange.trust.checking import Untrusted, check
from exchange.trust.roles import SOFTWARE, target_of
from ministry.signing.editions import root_bytes
from ministry.signing.metadata import Desk

PROGRAM = "d" * 64
ALL_OTHERS = ("country-sn", "region", "receipts", "enrol-sn", "targets", "snapshot", "timestamp")


@pytest.fixture
def repo(tmp_path):
    pack = Store(tmp_path / "repo").put("packs", encode(Pack("sn/country", (), (), ())))
    return signing.signed(tmp_path / "repo", Edition("sn", "1", {"sn/country": pack}))


def taken(repo, tmp_path):
    return check(repo / "head", tmp_path / "trust", root_bytes(repo), signing.TODAY)


def sign_program(repo, signers=None):
    """Sign a program as the role that may; or lay the same down with other signatures."""
    desk = Desk(repo, signing.keys(), signing.TODAY)
    said = desk.current(SOFTWARE)
    path = target_of(SOFTWARE, PROGRAM)
    said.signed.targets[path] = TargetFile(10, {"sha256": PROGRAM}, path)
    desk.seal(SOFTWARE, said)
    desk.lay_down()
    if signers is not None:
        file = repo / "head" / f"{SOFTWARE}.json"
        forged = Metadata.from_file(str(file))
        forged.signatures.clear()
        for signer in signers:
            forged.sign(signer, append=True)
        forged.to_file(str(file))


def test_two_keys_of_software_sign_a_program(repo, tmp_path):
    sign_program(repo, signing.keys().signers(SOFTWARE)[:2])

    assert taken(repo, tmp_path).length_of(SOFTWARE, PROGRAM) == 10


def test_one_key_of_software_with_the_keys_of_all_other_roles_makes_no_box_run_code(repo, tmp_path):
    others = [signer for role in ALL_OTHERS for signer in signing.keys().signers(role)]
    sign_program(repo, [signing.keys().signers(SOFTWARE)[0], *others])

    with pytest.raises(Untrusted):
        taken(repo, tmp_path)


def test_a_program_below_the_name_of_content_is_no_program(repo, tmp_path):
    sign_program(repo)
    trusted = taken(repo, tmp_path)

    assert [trusted.length_of(owner, PROGRAM) for owner in ("sn", "region")] == [None, None]
