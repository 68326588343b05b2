"""What a box may do at the publisher's machine, tried with the real daemon: read, and drop reports."""

import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest
from publishing_daemon import WHY_NOT, PublishingDaemon, dropped

from ministry.ingest.places import Places
from ministry.serving import config as configuration
from ministry.serving.config import MODULES

pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)
NAME = "0001-{:08}-0123456789abcdef.rpt"
PUSH = ("-t", "--whole-file", "--ignore-existing", "--protect-args")
PASSWORDS = {"SN-0417": "mangue", "SN-0418": "baobab"}


class Daemon:
    """The real one, over a tree with one file in each folder, and two boxes that may drop."""

    def __init__(self, folder):
        self.folder, self.places = folder, Places(folder / "mes rapports")
        for name in MODULES:
            (folder / "repo" / name).mkdir(parents=True)
            (folder / "repo" / name / "one").write_text(name)
        (folder / "repo" / "secret").write_text("not served")
        for box in PASSWORDS:
            self.places.open_for(box)
        self.places.secrets.write_text("".join(f"{box}:{word}\n" for box, word in PASSWORDS.items()))
        self.places.secrets.chmod(0o600)
        self.real = PublishingDaemon(folder / "repo", self.places, folder)

    def run(self, *arguments, box="SN-0417", password=None):
        """One session; `@drop/…` is an address. Return (exit code, what was said)."""
        address = f"rsync://{box}@127.0.0.1:{self.real.port}/"
        words = [address + word[1:] if word.startswith("@") else word for word in map(str, arguments)]
        done = subprocess.run(
            ["rsync", *words],
            env={**os.environ, "RSYNC_PASSWORD": password or PASSWORDS[box]},
            capture_output=True,
            check=False,
            text=True,
            timeout=60,
        )
        return done.returncode, done.stdout + done.stderr

    def run_all(self, sessions):
        """All at once: rsync takes its second to say why it was refused."""
        with ThreadPoolExecutor() as pool:
            return list(pool.map(lambda one: self.run(*one), sessions))

    def report(self, number=1, content=b"report"):
        file = self.folder / NAME.format(number)
        file.write_bytes(content)
        return file

    def dropped(self, box="SN-0417"):
        return dropped(self.places, box)


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    made = Daemon(tmp_path_factory.mktemp("publisher"))
    yield made
    made.real.close()


@pytest.fixture
def daemon(running):
    yield running
    for box in PASSWORDS:
        for folder in (running.places.arriving(box), running.places.arrived(box)):
            shutil.rmtree(folder)
        running.places.open_for(box)


@pytest.mark.parametrize("name", MODULES)
def test_a_box_reads_what_is_published(daemon, name, tmp_path):
    assert daemon.run(f"@{name}/one", tmp_path / "got") == (0, "")
    assert (tmp_path / "got").read_text() == name


def test_a_box_drops_a_report_which_is_then_out_of_its_reach(daemon):
    file = daemon.report()

    assert daemon.run(*PUSH, file, "@drop/") == (0, "")

    taken = daemon.dropped()[file.name]
    assert taken.parent == daemon.places.arrived("SN-0417")
    assert (taken.read_bytes(), taken.stat().st_mode & 0o777) == (b"report", 0o600)


def test_nobody_lists_what_is_there(daemon):
    daemon.run(*PUSH, daemon.report(), "@drop/")

    assert daemon.run("@") == (0, "")
    for code, said in daemon.run_all([["@drop/"], ["-r", "@drop/"], ["@drop/*"]]):
        assert code != 0
        assert ".rpt" not in said


def test_nobody_reads_a_report_not_even_his_own(daemon, tmp_path):
    daemon.places.arriving("SN-0417").joinpath(NAME.format(1)).write_bytes(b"waiting")

    code, said = daemon.run(f"@drop/{NAME.format(1)}", tmp_path / "got")

    assert (code, "write only" in said) == (1, True)
    assert not (tmp_path / "got").exists()


def test_nobody_overwrites_a_report_that_has_come(daemon):
    daemon.run(*PUSH, daemon.report(content=b"first"), "@drop/")
    daemon.dropped()
    other = daemon.report(content=b"other")

    for options in (PUSH, ("-t",), ("-t", "--ignore-times", "--whole-file")):
        daemon.run(*options, other, "@drop/")

    assert daemon.places.arrived("SN-0417").joinpath(other.name).read_bytes() == b"first"


def test_a_report_is_laid_down_in_no_other_place(daemon):
    places, file = ("@drop//etc/", "@drop/folder/", "@head/", "@receipts/", "@blobs/"), daemon.report()

    ends = daemon.run_all([(*PUSH, file, place) for place in places])

    assert all(code for code, _ in ends)
    assert list(daemon.folder.glob(f"**/*/{NAME.format(1)}")) == []


def test_there_is_no_way_out_of_the_drop(daemon):
    places, file = ("@drop/../SN-0418/", "@drop/../../", "@drop/../../../../etc/"), daemon.report()

    daemon.run_all([(*PUSH, file, place) for place in places])

    daemon.dropped()
    laid = [path.parent for path in daemon.folder.glob(f"**/*/{NAME.format(1)}")]
    assert set(laid) <= {daemon.places.arrived("SN-0417")}
    assert not os.path.exists(f"/etc/{NAME.format(1)}")


def test_only_the_name_of_a_report_is_taken(daemon, tmp_path):
    names = ["passwd", ".hidden", "0001-00000001-0123456789abcdeg.rpt", "ledger.db"]
    for name in names:
        (tmp_path / name).write_text("no report")

    code, _ = daemon.run(*PUSH, *(tmp_path / name for name in names), "@drop/")

    assert code == 23
    assert daemon.dropped() == {}


def test_what_could_lead_astray_is_refused(daemon):
    file, options = daemon.report(), (
        "--inplace", "--append", "--partial-dir=x", "--backup", "--links", "--remove-source-files",
        "--temp-dir=/tmp", "-M--log-file=x", "--perms", "--copy-dest=/", "--hard-links", "--devices",
    )  # fmt: skip

    ends = daemon.run_all([("-t", option, file, "@drop/") for option in options])
    ends += daemon.run_all([("-r", "--delete", file.parent, "@drop/")])

    assert [code for code, _ in ends] == [4] * 13, ends
    assert daemon.dropped() == {}


@pytest.mark.parametrize(("box", "password"), [("SN-0417", "baobab"), ("SN-9999", "x"), ("..", "x")])
def test_who_has_no_password_drops_nothing(daemon, box, password):
    code, said = daemon.run(*PUSH, daemon.report(), "@drop/", box=box, password=password)

    assert (code, "auth failed" in said) == (5, True)


def test_a_full_drop_takes_nothing_more_and_others_go_on(daemon):
    for number in range(configuration.MOST_FILES):
        daemon.places.arrived("SN-0417").joinpath(NAME.format(number)).touch()

    full, _ = daemon.run(*PUSH, daemon.report(9_999), "@drop/")
    other, _ = daemon.run(*PUSH, daemon.report(9_999), "@drop/", box="SN-0418")

    assert (full, other) == (4, 0)
    assert NAME.format(9_999) not in daemon.dropped()


def test_a_session_that_fills_the_disk_is_ended(daemon, tmp_path):
    endless = daemon.report(1)
    with endless.open("wb") as file:
        file.truncate(400_000_000)

    code, _ = daemon.run("--bwlimit=20m", "-t", "--whole-file", endless, "@drop/")

    assert code != 0
    laid = sum(path.stat().st_blocks * 512 for path in daemon.places.arriving("SN-0417").iterdir())
    assert laid < 100_000_000
    assert endless.name not in daemon.dropped()


def test_reading_never_looks_at_every_byte_for_a_stranger(daemon, tmp_path):
    code, said = daemon.run("-r", "--checksum", "@blobs/", tmp_path / "got")

    assert code != 0
    assert "refuse --checksum" in said


def test_what_is_not_published_is_not_served(daemon, tmp_path):
    names = ("@secret", "@head/../secret", "@head/../../repo/secret", "@keys/")

    assert all(code for code, _ in daemon.run_all([(name, tmp_path / "got") for name in names]))
    assert not (tmp_path / "got").exists()
