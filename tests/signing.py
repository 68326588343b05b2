"""The keys of a ministry for tests: made once, quickly, and what they sign."""

import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from exchange.documents import Edition
from exchange.store import Store
from exchange.trust.checking import Trusted
from ministry.signing.editions import ToSign, sign_editions
from ministry.signing.keys import Keys, make_keys, roles_for
from runtime.clock import BUILT

QUICK = 2**4  # scrypt
COUNTRIES = ("ml", "ne", "sn", "tn")
PASSPHRASE = "mil"
TODAY = max(BUILT, datetime.now(UTC))  # a box takes nothing from before it was built


@cache
def keys() -> Keys:
    """Return the keys of this process."""
    made = Keys(Path(_folder().name), PASSPHRASE)
    make_keys(made, roles_for(COUNTRIES), scrypt_n=QUICK)
    return made


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="keys-")  # removed at the end


def signed(repo: Path, edition: Edition, by: Keys | None = None) -> Path:
    """Sign an edition whose packs are laid down already; return the repository."""
    store = Store(repo)
    lengths = {name: store.path_of("packs", name).stat().st_size for name in edition.packs.values()}
    sign_editions(repo, by or keys(), [ToSign(edition, lengths)], TODAY)
    return repo


def edition_in(repo: Path, country: str) -> Edition:
    """Return the edition that a tree says is signed for a country."""
    return Trusted(repo / "head", TODAY).edition(country)


def root_of(repo: Path) -> Path:
    """Return the first root of a repository: what a box is given by hand."""
    return repo / "metadata" / "1.root.json"
