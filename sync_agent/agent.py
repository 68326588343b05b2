"""The messenger at work: one small move at a time, and what came of it written down before the next."""

import fcntl
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from exchange.documents import Edition
from exchange.errors import NeedsAPerson, WorthAnotherTry
from exchange.messenger import Doing, Word, write_last_word
from exchange.store import Store
from runtime import clock
from sync_agent.journal import box_time, last_word, moved, read_course, words_of, write_course
from sync_agent.pull import Pull
from sync_agent.settings import Settings
from sync_agent.sources import Source, sources_of, word_for
from sync_agent.states import Memory

log = logging.getLogger(__name__)


class NotGivenYet(NeedsAPerson):
    """The box has not been given what it must be given by hand."""


class StoreTaken(WorthAnotherTry):
    """Another program is writing to the store."""


class RunsAlready(NeedsAPerson):
    """Another messenger is at work in this folder."""


@dataclass
class Agent:
    """The messenger of one box."""

    settings: Settings
    pull: Pull
    memory: Memory
    stop: threading.Event

    def do_next(self) -> bool:
        """Do one move with the first source whose turn it is; say whether there was one."""
        source = next((one for one in self._sources() if not self._rests(one)), None)
        if source is None:
            self.say("waiting-source" if self.has_more_to_fetch else "resting")
            return False
        self.say("fetching" if self.has_more_to_fetch else "looking")
        self._note(source, self._move(source))
        return True

    @property
    def has_more_to_fetch(self) -> bool:
        """Say whether an edition is under way."""
        plan = self.pull.plan()
        return plan is not None and plan.next_stage is not None

    def say(self, doing: Doing) -> None:
        """Write the last word down."""
        state, plan, file = self.pull.state, self.pull.plan(), self.settings.own_folder / "course.json"
        coming = state.target.edition if state.target and plan and plan.next_stage else ""
        course = moved(read_course(file), coming, plan.bytes if plan else 0, clock.now())
        write_course(file, course)
        at = box_time(self.settings.data_folder)
        word = last_word(doing, at, self.pull.country, state, plan, course)
        sources = words_of(self.memory.all())
        write_last_word(self.settings.data_folder, msgspec.structs.replace(word, sources=sources))

    def _sources(self) -> Iterator[Source]:
        return sources_of(self.settings, self.stop)

    def _rests(self, source: Source) -> bool:
        return self.memory.of(source.address, source.carrier.name, source.kind).rests(clock.now())

    def _move(self, source: Source) -> Word:
        """Do one move with a source; return what is to be said of it."""
        try:
            with store_lock(self.settings.lock_file):
                return "new" if self.pull.do_next(source.carrier) else "nothing-new"
        except (WorthAnotherTry, NeedsAPerson) as error:
            word = word_for(error)
            if word is None:
                raise
            log.warning("%s: %s: %s", source.carrier.name, word, error)
            return word

    def _note(self, source: Source, word: Word) -> None:
        before = self.memory.of(source.address, source.carrier.name, source.kind)
        at = box_time(self.settings.data_folder).isoformat()
        after = self.memory.after(before, word, clock.now(), at, has_come=before.word == "new")
        self.memory.note(source.address, after)


def agent_of(settings: Settings, stop: threading.Event) -> Agent:
    """Return the messenger of a box.

    Raises:
        NotGivenYet: the box has no root, or does not know its country.
    """
    store = Store(settings.store_folder)
    try:
        anchor = settings.anchor_file.read_bytes()
    except FileNotFoundError:
        raise NotGivenYet(
            f"{settings.anchor_file} manque : la boîte ne sait pas qui croire. "
            "Donnez-lui une première édition : hotspot install DÉPÔT --country SN --root FICHIER"
        ) from None
    pull = Pull(store, _country(settings), anchor, clock.now, settings.own_years)
    return Agent(settings, pull, Memory(settings.own_folder / "sources.json", settings.look_minutes), stop)


@contextmanager
def store_lock(file: Path) -> Iterator[None]:
    """Hold the one lock on the store, for one move. Raises StoreTaken while another program holds it."""
    with _lock(file) as is_ours:
        if not is_ours:
            raise StoreTaken("Une installation est en cours.")
        yield


@contextmanager
def only_one(settings: Settings) -> Iterator[None]:
    """Be the only messenger of a box. Raises RunsAlready."""
    with _lock(settings.own_folder / ".lock") as is_ours:
        if not is_ours:
            raise RunsAlready(
                "L'agent travaille déjà. Pour qu'il essaie tout de suite : sync-agent retry ; "
                "pour voir où il en est : sync-agent status"
            )
        yield


@contextmanager
def _lock(file: Path) -> Iterator[bool]:
    """Say whether the lock is ours; the system lets go of it when the program ends, however it ends."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _country(settings: Settings) -> str:
    """Return the country of the settings, else that of the edition that the box shows."""
    if settings.country:
        return settings.country
    try:
        return msgspec.json.decode(
            (settings.store_folder / "edition.json").read_bytes(), type=Edition
        ).country
    except (FileNotFoundError, msgspec.DecodeError):
        raise NotGivenYet("La boîte ne sait pas son pays. Donnez-le : SYNC_AGENT_COUNTRY=SN") from None
