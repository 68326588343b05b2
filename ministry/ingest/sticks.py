"""A technician's stick: the reports on it come in as if the box had dropped them, receipts go out on it."""

from pathlib import Path

from exchange.errors import NeedsAPerson
from exchange.reports import BOX, NAME
from exchange.store import bring_to_disk, written_whole
from exchange.trust.roles import RECEIPTS
from ministry.ingest.places import Places
from ministry.ingest.reading import NoReport, plain_bytes
from ministry.ingest.tables import newest_generation

OUTBOX = "outbox"  # the folder, on a stick, of reports on their way: outbox/SN-0417/


class StrangeStick(NeedsAPerson):
    """No box of ours has laid this down."""


def take_from(stick: Path, places: Places) -> list[Path]:
    """Copy the reports of boxes that are enrolled to where they arrive; return their files on the stick.

    Raises:
        StrangeStick: a link on it leads to another place: what was counted would be cleared there.
        OSError: the stick cannot be read.
    """
    _check_links(stick)
    files = []
    for folder in sorted((stick / OUTBOX).glob("*")):
        if BOX.fullmatch(folder.name) and folder.is_dir() and newest_generation(folder.name):
            files += [file for file in sorted(folder.iterdir()) if _copied(file, places.arrived(folder.name))]
    return files


def clear(files: list[Path]) -> None:
    """Throw away, on a stick, what the ministry has taken. Raises OSError."""
    for file in files:
        file.unlink(missing_ok=True)
    for folder in {file.parent for file in files}:
        bring_to_disk(folder)


def _check_links(stick: Path) -> None:
    for room in (stick / OUTBOX, stick / RECEIPTS):
        for place in (room, *room.glob("*")):
            if place.is_symlink():
                raise StrangeStick(f"{place} est un lien : rien n'a été pris. Effacez-le de la clé.")


def _copied(file: Path, folder: Path) -> bool:
    if not NAME.fullmatch(file.name):
        return False
    try:
        content = plain_bytes(file)
    except NoReport:
        return False
    with written_whole(folder / file.name) as new:
        new.write(content)
    return True
