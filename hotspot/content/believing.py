"""Whom the box believes: the first root, given to it by hand once, and what is signed under it.

The memory of what was seen is the messenger's own (`store/trust`): nothing older comes in, whoever brings it.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from exchange.documents import Edition
from exchange.errors import NeedsAPerson
from exchange.store import written_whole
from exchange.trust.checking import Trusted, check, read_anchor
from exchange.trust.time import trusted_time
from hotspot.content.arrivals import WrongEdition
from hotspot.settings import Settings
from runtime import clock


class NoRoot(NeedsAPerson):
    """The box was not told yet whom to believe."""


class OtherRoot(NeedsAPerson):
    """The box believes another ministry."""


def signed_edition(
    repo: Path, settings: Settings, country: str, root: Path | None, *, dry_run: bool
) -> Edition:
    """Return the edition that `repo` has signed for a country; without a country, the only one there is.

    `root` is a file with the first root; a box that has been given one needs none. What is right is
    remembered, but not in a dry run.

    Raises:
        NoRoot, OtherRoot: the box does not know this ministry.
        Untrusted, TooOld: what is signed is not right, or older than what this box has seen.
        NotWhole: a signature is missing.
        WrongEdition: it is no repository, it has no such country, or several to choose from.
    """
    if not (repo / "head" / "timestamp.json").is_file():
        raise WrongEdition(f"{repo} n'est pas un dépôt signé : {repo / 'head' / 'timestamp.json'} manque.")
    anchor = _anchor(settings, root)
    with _memory(settings, dry_run=dry_run) as memory:
        at = trusted_time(memory, clock.BUILT, clock.now())
        trusted = check(repo / "head", memory, anchor, at)
        edition = trusted.edition(_country_in(trusted, repo, country))
    if not dry_run and not _is_kept(settings, anchor):
        with written_whole(settings.root_file) as file:
            file.write(anchor)
    return edition


def _is_kept(settings: Settings, anchor: bytes) -> bool:
    return settings.root_file.exists() and settings.root_file.read_bytes() == anchor


def _anchor(settings: Settings, root: Path | None) -> bytes:
    given = root.read_bytes() if root else b""
    kept = read_anchor(settings.root_file, settings.store_folder / "trust") or b""
    if not (given or kept):
        raise NoRoot(
            "Cette boîte ne sait pas encore quel ministère croire. Donnez-lui sa première racine, de la main "
            "à la main : hotspot install DÉPÔT --root FICHIER"
        )
    if given and kept and given != kept:
        raise OtherRoot(
            f"{root} n'est pas la racine que cette boîte a reçue ({settings.root_file}). "
            "Installez sans --root."
        )
    return kept or given


@contextmanager
def _memory(settings: Settings, *, dry_run: bool) -> Iterator[Path]:
    """Give the memory of what was seen; in a dry run a copy, which nothing is left of."""
    memory = settings.store_folder / "trust"
    if not dry_run:
        yield memory
        return
    with TemporaryDirectory() as folder:
        for path in settings.store_folder.glob(f"{memory.name}*"):
            if path.is_dir():
                shutil.copytree(path, Path(folder) / path.name)
            else:
                shutil.copy(path, folder)
        yield Path(folder) / memory.name


def _country_in(trusted: Trusted, repo: Path, wanted: str) -> str:
    known = trusted.countries()
    if not known:
        raise WrongEdition(f"{repo} n'a d'édition signée pour aucun pays.")
    if not wanted and len(known) > 1:
        raise WrongEdition(f"{repo} a plusieurs pays ({', '.join(known)}). Choisissez : --country {known[0]}")
    if wanted and wanted not in known:
        raise WrongEdition(f"{repo} n'a pas d'édition pour « {wanted} ». Pays présents : {', '.join(known)}.")
    return wanted or known[0]
