"""What can go wrong with a backup: each says in French what to do, and by one word what it was."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from exchange.errors import NeedsAPerson, WorthAnotherTry
from hotspot.school.backups.noted import Trouble

TROUBLES: dict[int, Trouble] = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "read-only",
    errno.EFBIG: "large",  # FAT32 holds no file of 4 GiB
    errno.EACCES: "refused",
    errno.EPERM: "refused",
}
TOLD: dict[Trouble, str] = {
    "away": "La clé n'est plus là, ou ne répond plus. Remettez-la, puis recommencez : rien n'est perdu.",
    "full": "La clé est pleine. Effacez-y de vieux fichiers, ou prenez une autre clé.",
    "read-only": "La clé ne se laisse pas écrire. Déplacez son petit verrou, ou prenez une autre clé.",
    "refused": "La boîte n'a pas le droit d'écrire sur cette clé. Prenez une autre clé.",
    "large": "Cette clé ne prend pas un fichier si grand. Formatez-la en exFAT, ou prenez une autre clé.",
    "unreadable": "La clé n'a pas gardé ce qui y a été écrit. Elle est usée : prenez une autre clé.",
    "card": "La carte mémoire est trop pleine ou ne répond pas. Libérez de la place, puis recommencez.",
    "damaged": "L'école a un fichier abîmé. La boîte le répare à son prochain démarrage.",
}


class BackupFailed(WorthAnotherTry):
    """No backup was laid on the key; nothing of it is left there."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(TOLD[trouble])
        self.trouble = trouble


class Busy(WorthAnotherTry):
    """A backup is being made or read already."""

    def __init__(self) -> None:
        super().__init__("La boîte fait ou lit déjà une sauvegarde. Attendez qu'elle ait fini.")


class WrongBackup(NeedsAPerson):
    """A file is no backup that this box can take up; `why` tells which way by one word."""

    def __init__(self, why: str, told: str) -> None:
        super().__init__(told)
        self.why = why


@contextmanager
def on_key() -> Iterator[None]:
    """Say of an error of the system what is wrong with the key. Raises BackupFailed."""
    try:
        yield
    except OSError as error:
        raise BackupFailed(TROUBLES.get(error.errno or 0, "away")) from error
