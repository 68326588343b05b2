"""Mistakes in the catalogue: all of them in one run, each with its file, its line and the way to mend it."""

from dataclasses import dataclass, field
from difflib import SequenceMatcher

from ministry.publish.sayings import SAYINGS, WANTED

NEAR_ENOUGH = 0.5  # of 1: "coutn" is 0.6 of "count"; below, a proposal would only puzzle


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: where it stands, which saying tells it, and what the saying names."""

    file: str
    line: int
    kind: str
    parts: tuple[tuple[str, str], ...] = ()

    def told(self, language: str) -> str:
        """Return the mistake as one line, in French ("fr") or English ("en")."""
        parts = dict(self.parts)
        near = parts.pop("near", "")
        if parts.get("wanted") in WANTED:
            parts["wanted"] = WANTED[parts["wanted"]][language]
        said = SAYINGS[self.kind][language].format(**parts)
        if near:
            said += SAYINGS["near"][language].format(near=near)
        return f"{self.file}:{self.line}: {said}"


@dataclass
class Problems:
    """What was found so far; reading goes on after each mistake, to the end."""

    found: set[Problem] = field(default_factory=set)

    def note(self, file: str, line: int, kind: str, **parts: str) -> None:
        """Keep one mistake; the same one met twice is told once."""
        self.found.add(Problem(file, line, kind, tuple(sorted(parts.items()))))

    def are_in(self, file: str) -> bool:
        """Say whether a file has mistakes: what follows from them need not be told too."""
        return any(problem.file == file for problem in self.found)

    def told(self, language: str) -> list[str]:
        """Return all mistakes, by file and line."""
        return [problem.told(language) for problem in sorted(self.found)]


def near(found: str, names: set[str] | frozenset[str]) -> str:
    """Return the name that was probably meant, "" when none is near; ids are compared by their last part."""
    ranked = sorted((-_alike(found, name), name) for name in names)
    if not ranked or -ranked[0][0] < NEAR_ENOUGH:
        return ""
    return ranked[0][1]


def _alike(found: str, name: str) -> float:
    last_found, last_name = found.rpartition("/")[2], name.rpartition("/")[2]
    last = SequenceMatcher(None, last_found, last_name).ratio()
    begins = NEAR_ENOUGH if last_name.startswith(last_found[:3]) else 0.0
    same_folder = 0.01 if found.rpartition("/")[0] == name.rpartition("/")[0] else 0.0  # parts equals
    return max(last, begins) + same_folder
