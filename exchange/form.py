"""What all documents share: texts by language, blobs, and a strict, immutable form."""

from typing import Annotated, Literal

import msgspec

Text = dict[str, str]  # language → text
Subject = Literal[
    "maths", "french", "science", "arabic", "world", "english", "health-subject", "teaching"
]  # "teaching": the work of a teacher, for teachers only
Audience = Literal["learner", "teacher"]  # who learns from it: LRMI's educationalAudience
Language = str  # BCP 47: fr, ar, en
Sha256 = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]  # of a file: its name leads nowhere else
Length = Annotated[int, msgspec.Meta(ge=0, le=10**12)]  # of a file, bytes; sums of many fit into 64 bits


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What all documents share: immutable, strict about names, silent about defaults."""


class Blob(Form, frozen=True):
    """A file that travels beside the documents: picture, sound, video, subtitles, PDF."""

    sha256: Sha256
    bytes: Length
    mime: str
    name: str  # what a phone that keeps the file calls it
    pieces: tuple[str, ...] = ()  # in a pack, of 16 MiB and more: SHA-256 of each 4 MiB, the last one shorter
    can_wait: bool = False  # for all that cannot: the same film with more lines

    @property
    def is_media(self) -> bool:
        """Say whether it is sound or video: that comes after the texts and pictures of a shown edition."""
        return self.mime.startswith(("audio/", "video/"))
