"""Keys made once for all tests of a run: quick to open, otherwise real."""

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

from ministry.signing.keys import Keys, make_keys, roles_for

PASSPHRASE = "mil mangue baobab"
QUICK = 2**4  # scrypt
TODAY = datetime.now(UTC).replace(microsecond=0)


@lru_cache
def quick_keys() -> Keys:
    keys = Keys(Path(mkdtemp()) / "keys", PASSPHRASE)
    make_keys(keys, roles_for(["sn", "tn"]), scrypt_n=QUICK)
    return keys
