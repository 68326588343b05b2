"""A ministry that enrols boxes and takes reports, and a box that has some: all real but for the line."""

from datetime import timedelta

import signing
from publisher import TODAY

from exchange.documents import Edition, Pack, encode
from exchange.enrolment import request_of
from exchange.store import Store, written_whole
from exchange.trust.checking import check
from ministry.enrol.enrolling import code_for, enrol, open_drops
from ministry.ingest.places import Places
from ministry.ingest.receipts import signing_key, write_receipts
from ministry.ingest.sticks import clear, take_from
from ministry.ingest.tables import Report, newest_generation, opened_ledger
from ministry.ingest.taking import take_all
from ministry.signing.editions import root_bytes
from sync_agent.up.identity import ask, identity_in, take
from sync_agent.up.push import Push, outbox_of


class Hub:
    """The ministry: a tree that is signed, and the folder of reports."""

    def __init__(self, folder):
        self.repo, self.places, self.now = folder / "repo", Places(folder / "reports"), TODAY
        pack = Store(self.repo).put("packs", encode(Pack("sn/country", (), (), ())))
        signing.signed(self.repo, Edition("sn", "1", {"sn/country": pack}))

    def enrols(self, box, name="SN-0417"):
        """The whole way: code, request, certificate."""
        with self.opened():
            code = code_for(name, "École de Thiès", self.now)
            request = request_of(ask(box.identity, code, box.machine, self.now).read_bytes())
            file = enrol(request, signing_key(signing.keys(), "enrol-sn"), self.now)
            open_drops(self.places)
        take(box.identity, file, box.trusted)
        return file

    def ingests(self, stick=None):
        """One run of `ministry ingest`."""
        with self.opened():
            carried = take_from(stick, self.places) if stick else []
            day = take_all(self.places, self.now)
            for tree in [self.repo, *([stick] if stick else [])]:
                write_receipts(tree, day.boxes, signing_key(signing.keys(), "receipts"), self.now)
            clear(carried)
        return day

    def opened(self):
        return opened_ledger(self.places.ledger)

    def counted(self, name="SN-0417"):
        """The bodies that count, and how often each."""
        with self.opened():
            rows = Report.select().where(Report.box == name, Report.counts).order_by(Report.epoch, Report.seq)
            return [row.body for row in rows]

    def generation(self, name="SN-0417"):
        with self.opened():
            return newest_generation(name)

    def aside(self, name="SN-0417"):
        return sorted(path.name for path in self.places.aside(name).glob("*"))


class Box:
    """A box: its identity, what its signatures say, and its outbox."""

    def __init__(self, folder, hub, machine="pi-1 card-1"):
        self.folder, self.hub, self.machine = folder, hub, machine
        self.identity, self.clock = folder / "identity", TODAY
        self.trusted = check(hub.repo / "head", folder / "trust", root_bytes(hub.repo), signing.TODAY)

    @property
    def outbox(self):
        return outbox_of(self.folder / "outbox", identity_in(self.identity), self.machine)

    def lays(self, name, body=None):
        """What the hotspot does: a body, whole."""
        with written_whole(self.folder / "outbox" / f"{name}.json") as file:
            file.write(body or name.encode())

    def pushes(self, carrier):
        """One look: every move."""
        push = Push(self.outbox, self.trusted, lambda: self.clock)
        while push.do_next(carrier):
            pass
        return push

    def a_day_later(self):
        self.clock += timedelta(days=1)

    def waiting(self):
        return [path.name for path in self.outbox.waiting()]
