"""The ministry's folder of reports: where they arrive, what was taken, and who the boxes are.

```
 arriving/SN-0417/   the drop of a box: rsync's daemon writes here, as nobody
 arrived/SN-0417/    whole files, moved here when the session is over: out of the box's reach
 accepted/SN-0417/   counted once, for ever
 aside/SN-0417/      not counted: a person looks
 ledger.db           boxes, codes, and every report that was taken
 rsyncd.secrets      names and passwords of the drop
```
"""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

NOBODY = "nobody"
ROOT = 0


@dataclass(frozen=True)
class Places:
    """The places in one folder."""

    folder: Path

    def arriving(self, box: str) -> Path:
        """Return where the daemon lays down what a box sends."""
        return self.folder / "arriving" / box

    def arrived(self, box: str) -> Path:
        """Return where whole files of a box wait to be taken."""
        return self.folder / "arrived" / box

    def accepted(self, box: str) -> Path:
        """Return where the reports of a box are kept."""
        return self.folder / "accepted" / box

    def aside(self, box: str) -> Path:
        """Return where lies what a box has sent and nobody has counted."""
        return self.folder / "aside" / box

    @property
    def ledger(self) -> Path:
        """Return the file of the ledger."""
        return self.folder / "ledger.db"

    @property
    def secrets(self) -> Path:
        """Return the file that the daemon reads passwords from."""
        return self.folder / "rsyncd.secrets"

    def open_for(self, box: str) -> None:
        """Make the folders of a box. Raises OSError."""
        for folder in (self.arriving(box), self.arrived(box)):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.geteuid() == ROOT:
            owner = pwd.getpwnam(daemon_user(self.folder))
            os.chown(self.arriving(box), owner.pw_uid, owner.pw_gid)


def daemon_user(folder: Path) -> str:
    """Return as whom the daemon writes: as the owner of the folder, but never as root."""
    owner = folder.stat().st_uid if folder.exists() else os.geteuid()
    return NOBODY if owner == ROOT else pwd.getpwuid(owner).pw_name
