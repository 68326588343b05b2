"""Who a box is for the ministry: its own key, a code that is used once, a certificate."""

import shutil

import pytest
import signing
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hub import Box
from hypothesis import example, given
from hypothesis import strategies as some

from exchange.enrolment import (
    Certificate,
    Request,
    WrongCertificate,
    certificate_file,
    certificate_of,
    request_file,
    request_of,
)
from exchange.signed import WronglySigned, signed
from ministry.enrol.enrolling import WrongCode, code_for, enrol, strike_off
from ministry.ingest.receipts import signing_key
from ministry.signing.keys import Keys
from ministry.signing.rotation import rotate
from sync_agent.up.identity import NotEnrolled, ask, identity_in, take


def test_a_code_is_used_once(hub, tmp_path):
    first, second = Box(tmp_path / "first", hub), Box(tmp_path / "second", hub)
    key = signing_key(signing.keys(), "enrol-sn")
    with hub.opened():
        code = code_for("SN-0417", "École", hub.now)
        asked = request_of(ask(first.identity, code, "1", hub.now).read_bytes())
        file = enrol(asked, key, hub.now)

        assert enrol(asked, key, hub.now) == file  # asked again after the power went
        with pytest.raises(WrongCode, match="déjà servi"):
            enrol(request_of(ask(second.identity, code, "2", hub.now).read_bytes()), key, hub.now)


def test_a_code_that_was_given_again_is_worth_nothing_any_more(hub, tmp_path):
    with hub.opened():
        old = code_for("SN-0417", "École", hub.now)
        code_for("SN-0417", "École", hub.now)
        asked = request_of(ask(tmp_path / "identity", old, "1", hub.now).read_bytes())

        with pytest.raises(WrongCode):
            enrol(asked, signing_key(signing.keys(), "enrol-sn"), hub.now)


def test_a_certificate_that_was_lost_is_given_again_for_a_new_code(hub, tmp_path):
    box, key = Box(tmp_path / "box", hub), signing_key(signing.keys(), "enrol-sn")
    with hub.opened():
        files = []
        for _ in range(2):
            code = code_for("SN-0417", "École", hub.now)
            asked = request_of(ask(box.identity, code, "1", hub.now).read_bytes())
            files.append(enrol(asked, key, hub.now))

    assert files[0] == files[1]
    assert take(box.identity, files[1], box.trusted).certificate.epoch == 1


def test_a_key_that_was_struck_off_is_not_enrolled_again(hub, tmp_path):
    box, key = Box(tmp_path / "box", hub), signing_key(signing.keys(), "enrol-sn")
    with hub.opened():
        code = code_for("SN-0417", "École", hub.now)
        enrol(request_of(ask(box.identity, code, "1", hub.now).read_bytes()), key, hub.now)
        strike_off("SN-0417", hub.now)
        asked = ask(box.identity, code_for("SN-0417", "École", hub.now), "1", hub.now)

        with pytest.raises(WrongCode, match="déjà servi"):
            enrol(request_of(asked.read_bytes()), key, hub.now)


@given(some.binary(max_size=300))
@example(b'{"box":"\xff\xfe"}')
@example(b'{"code":"\xff\xfe"}' + bytes(64))
def test_whatever_comes_is_no_certificate_and_no_request(junk):
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public = key.public_key().public_bytes_raw()
    for file in (junk, signed("certificate", junk, key), signed("request", junk, key)):
        with pytest.raises((WronglySigned, WrongCertificate)):
            certificate_of(file, [public])
        with pytest.raises((WronglySigned, WrongCertificate)):
            request_of(file)


def test_a_key_of_the_ministry_that_was_replaced_signs_for_nobody_who_has_heard_of_it(hub, tmp_path):
    keys = Keys(tmp_path / "keys", signing.PASSPHRASE)
    shutil.copytree(signing.keys().folder, keys.folder)
    old = {role: signing_key(keys, role) for role in ("enrol-sn", "receipts")}
    for role in old:
        rotate(hub.repo, keys, role, signing.TODAY, scrypt_n=signing.QUICK)

    box = Box(tmp_path / "box", hub)

    for role, former in old.items():
        new = signing_key(keys, role).public_key().public_bytes_raw()
        assert box.trusted.keys_of(role) == [new]
        assert new != former.public_key().public_bytes_raw()
    assert box.trusted.keys_of("nobody") == []


def test_a_request_that_was_changed_on_its_way_is_refused(box):
    file = bytearray(ask(box.identity, "0000-0000-0000", "1", box.clock).read_bytes())
    file[-80] ^= 1

    with pytest.raises((WronglySigned, WrongCertificate)):
        request_of(bytes(file))


@pytest.mark.parametrize("password", ["", "a:b", f"{'0' * 32}\nSN-0001:{'0' * 32}"])
def test_a_request_gives_no_password_to_another_box(password):
    key = Ed25519PrivateKey.generate()
    asked = Request("7K3M-9QXT-0AZ4", "1", key.public_key().public_bytes_raw(), password, "2026-11-22")

    with pytest.raises(WrongCertificate, match="identity request CODE"):
        request_of(request_file(asked, key))


def test_a_code_with_a_slip_in_it_is_told_at_once(box):
    with pytest.raises(WrongCertificate, match="Relisez-le"):
        ask(box.identity, "0000-0000-0001", "1", box.clock)


@pytest.mark.parametrize("lost", ["key", "certificate"])
def test_an_identity_that_a_power_cut_has_damaged_is_none(box, lost):
    (box.identity / lost).write_bytes(b"")

    assert identity_in(box.identity) is None


def test_a_power_cut_while_the_certificate_is_taken_leaves_the_old_box_or_the_new(hub, box):
    before = shutil.copytree(box.identity, box.folder / "before")
    hub.enrols(box)
    file = (box.identity / "certificate").read_bytes()
    asked = (box.identity / "key").read_bytes()
    for new in ((), ("certificate",), ("certificate", "key")):
        shutil.rmtree(box.identity)
        shutil.copytree(before, box.identity)
        (box.identity / "asked-key").write_bytes(asked)
        for name, content in (("certificate", file), ("key", asked)):
            if name in new:
                (box.identity / name).write_bytes(content)

        assert identity_in(box.identity).certificate.epoch == (2 if new else 1)
        assert take(box.identity, file, box.trusted).certificate.epoch == 2
        ask(box.identity, "0000-0000-0000", "1", box.clock)
        assert identity_in(box.identity).certificate.epoch == 2


@pytest.mark.parametrize("role", ["country-sn", "region", "receipts", "software", "targets", "timestamp"])
def test_only_the_role_that_enrols_makes_a_box(hub, tmp_path, role):
    box = Box(tmp_path / "box", hub)
    with hub.opened():
        code = code_for("SN-0417", "École", hub.now)
        asked = request_of(ask(box.identity, code, "1", hub.now).read_bytes())
    certificate = Certificate("SN-0417", "École", "1", asked.key, 1, "2026-11-22T00:00:00+00:00")

    with pytest.raises(WronglySigned):
        take(box.identity, certificate_file(certificate, signing_key(signing.keys(), role)), box.trusted)
    assert identity_in(box.identity) is None


def test_a_certificate_of_another_country_s_role_makes_no_box_of_ours(hub, tmp_path):
    box = Box(tmp_path / "box", hub)
    with hub.opened():
        asked = request_of(ask(box.identity, code_for("SN-0417", "É", hub.now), "1", hub.now).read_bytes())
    certificate = Certificate("SN-0417", "École", "1", asked.key, 1, "")

    with pytest.raises(WronglySigned):
        take(
            box.identity, certificate_file(certificate, signing_key(signing.keys(), "enrol-tn")), box.trusted
        )


def test_a_certificate_of_another_key_is_refused(hub, box, tmp_path):
    other = Box(tmp_path / "other", hub)
    file = hub.enrols(other, "SN-0418")

    with pytest.raises(NotEnrolled):
        take(box.identity, file, box.trusted)
    assert identity_in(box.identity).box == "SN-0417"
