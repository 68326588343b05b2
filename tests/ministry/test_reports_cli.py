"""The ministry's commands for boxes and reports, and the box's own, as they are typed."""

import re

import pytest
import signing
from click.testing import CliRunner

from exchange.documents import Edition, Pack, encode
from exchange.reports import receipt_path
from exchange.store import Store
from exchange.trust.checking import check
from ministry.cli import ministry
from ministry.ingest.places import Places
from ministry.signing.asking import VARIABLE
from ministry.signing.editions import root_bytes
from sync_agent.cli import sync_agent
from sync_agent.up.identity import identity_in
from sync_agent.up.push import outbox_of


class Typist:
    """Types commands on both sides."""

    def __init__(self, folder):
        self.folder, self.repo, self.box = folder, folder / "repo", folder / "box"
        pack = Store(self.repo).put("packs", encode(Pack("sn/country", (), (), ())))
        signing.signed(self.repo, Edition("sn", "1", {"sn/country": pack}))

    def types(self, line, program=ministry, fails=False):
        words = [word.format(**self.places) for word in line.split()]
        environment = {VARIABLE: signing.PASSPHRASE, "SYNC_AGENT_DATA_FOLDER": str(self.box)}
        done = CliRunner().invoke(program, words, env=environment)
        assert (done.exit_code != 0) is fails, done.output
        return done.output

    def on_the_box(self, line, fails=False):
        return self.types(line, sync_agent, fails)

    @property
    def places(self):
        return {"f": self.folder, "keys": signing.keys().folder, "drop": self.folder / "reports"}


@pytest.fixture
def typist(tmp_path):
    return Typist(tmp_path)


def test_a_box_is_enrolled_reports_and_is_struck_off(typist):
    assert "n'est pas inscrite" in typist.on_the_box("identity show")
    assert "Pour commencer : ministry enrol code" in typist.types("enrol list --drop {drop}")
    code = typist.types("enrol code SN-0417 --school Thiès --drop {drop}").split()[0]
    assert re.fullmatch(r"(\w{4}-){2}\w{4}", code)
    typist.on_the_box(f"identity request {code}")
    sign = "enrol sign {f}/box/identity/request.json --to {f}/certificate --drop {drop} --keys {keys}"
    assert "SN-0417 est inscrite" in typist.types(sign)

    check(typist.repo / "head", typist.box / "store" / "trust", root_bytes(typist.repo), signing.TODAY)
    assert "La boîte est SN-0417, Thiès" in typist.on_the_box("identity take {f}/certificate")
    assert typist.on_the_box("identity show") == "SN-0417, Thiès (clé 1)\n"

    drop_one(typist)
    ingest = "ingest --drop {drop} --repo {f}/repo --keys {keys}"
    assert typist.types(ingest) == "Rapports comptés : 1 ; déjà connus : 0 ; mis de côté : 0.\n"
    assert (typist.repo / receipt_path("SN-0417")).exists()
    assert typist.types("enrol list --drop {drop}") == "SN-0417  Thiès  clé 1  rapports : 1\n"

    typist.types("enrol strike-off SN-0417 --drop {drop}")
    assert "radiée" in typist.types("enrol list --drop {drop}")
    drop_one(typist)
    assert "mis de côté : 1.\nSN-0417 : SN-0417 est radiée." in typist.types(ingest)


def drop_one(typist):
    outbox = outbox_of(typist.box / "outbox", identity_in(typist.box / "identity"), "")
    (outbox.folder / "body.json").write_text(f"body {len(outbox.waiting())}")
    file = outbox.seal_next()
    (Places(typist.folder / "reports").arriving("SN-0417") / file.name).write_bytes(file.read_bytes())


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("enrol code Thiès --school Thiès --drop {drop}", "Écrivez-le ainsi : SN-0417"),
        ("enrol strike-off SN-0417 --drop {drop}", "ministry enrol list"),
        ("enrol sign {f}/repo/head/timestamp.json --to {f}/x --drop {drop} --keys {keys}", "forme inconnue"),
        ("ingest --drop {drop} --repo {f}/repo --keys {f}", "receipts"),
    ],
)
def test_a_mistake_of_the_ministry_is_told_with_the_next_step(typist, line, told):
    assert told in typist.types(line, fails=True)


@pytest.mark.parametrize("left", [b"", bytes(9000), b"SQLite format 3\0" + bytes(100)])
@pytest.mark.parametrize("line", ["enrol list --drop {drop}", "enrol strike-off SN-0417 --drop {drop}"])
def test_a_ledger_that_was_lost_is_told_and_no_new_one_is_begun(typist, left, line):
    (typist.folder / "reports" / "arriving" / "SN-0417").mkdir(parents=True)
    (typist.folder / "reports" / "ledger.db").write_bytes(left)

    assert "copie de sauvegarde" in typist.types(line, fails=True)
    assert (typist.folder / "reports" / "ledger.db").read_bytes() == left


@pytest.mark.parametrize("line", ["check {f}/repo", "sign {f}/repo --keys {keys}"])
@pytest.mark.parametrize("name", ["timestamp.json", "1.snapshot.json", "1.targets.json"])
def test_metadata_of_another_role_are_told_as_damaged(typist, name, line):
    place = typist.repo / "metadata" / name
    place.write_bytes((typist.repo / "metadata" / "1.root.json").read_bytes())

    assert name in typist.types(line, fails=True)


def test_a_mistake_on_the_box_is_told_with_the_next_step(typist):
    assert "Relisez-le" in typist.on_the_box("identity request 0000-0000-0001", fails=True)
    (typist.folder / "certificate").write_bytes(b"x" * 100)
    assert "hotspot install" in typist.on_the_box("identity take {f}/certificate", fails=True)


def test_only_root_runs_the_service(typist, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 1000)

    assert "comme root" in typist.types("serve-files {f}/repo --drop {drop}", fails=True)


def test_the_configuration_of_the_service_is_shown_and_nothing_is_written(typist):
    shown = typist.types("serve-files {f}/repo --drop {drop} --port 8730 --print-config")

    assert f"path = {typist.repo}/receipts\n" in shown
    assert "port = 8730\n" in shown
    assert not (typist.folder / "reports").exists()
