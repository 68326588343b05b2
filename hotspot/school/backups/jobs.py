"""Backups take seconds: they are made and read on a thread of their own, and pages ask how far it is."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread
from typing import Literal

from hotspot.school.backups import making, staging
from hotspot.school.backups.errors import BackupFailed, Busy, WrongBackup
from hotspot.school.backups.working import Progress
from hotspot.settings import Settings

Doing = Literal["making", "reading"]
log = logging.getLogger(__name__)


@dataclass
class Job:
    """What is done, or was done last, since the program was started."""

    doing: Doing
    key: str
    done: float = 0  # 0 to 1
    trouble: str = ""  # a word of errors.py
    is_over: bool = False
    thread: Thread = field(init=False)


_jobs: dict[Path, Job] = {}  # data folder → its last one
_lock = Lock()


def last(settings: Settings) -> Job | None:
    """Return the job that goes on, or the last one."""
    return _jobs.get(settings.data_folder)


def make(settings: Settings, key: str, folder: Path) -> bool:
    """Begin a backup; False when another one goes on."""
    return _begin(
        settings,
        Job("making", key),
        lambda progress: making.back_up(settings, key, folder, progress=progress),
    )


def read(settings: Settings, key: str, file: Path) -> bool:
    """Begin to read a backup; False when another one goes on."""
    return _begin(
        settings, Job("reading", key), lambda progress: staging.stage(settings, key, file, progress)
    )


def _begin(settings: Settings, job: Job, work: Callable[[Progress], object]) -> bool:
    with _lock:
        before = last(settings)
        if before and not before.is_over:
            return False
        _jobs[settings.data_folder] = job
    # A stop does not wait for it: what is half done is swept away by the next one.
    job.thread = Thread(target=_do, args=[job, work], name="backup", daemon=True)
    job.thread.start()
    return True


def _do(job: Job, work: Callable[[Progress], object]) -> None:
    def seen(done: float) -> None:
        job.done = done

    try:
        work(seen)
    except BackupFailed as error:
        job.trouble = error.trouble
    except WrongBackup as error:
        job.trouble = error.why
    except Busy:
        job.trouble = "busy"
    except Exception:  # a thread's own would stay unseen
        log.exception("The backup has failed")
        job.trouble = "card"
    finally:
        job.is_over = True
