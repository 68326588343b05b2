"""The rows of a table as Markdown, printed as they come."""

from collections.abc import Iterator
from dataclasses import dataclass

HEAD = ("what", "ours", "beside it", "ratio", "goal", "met")


@dataclass(frozen=True)
class Row:
    """One figure. `ratio` is to what stands beside it; `met` is None where there is no goal."""

    what: str
    ours: str
    beside: str = ""
    ratio: float | None = None
    goal: str = ""
    met: bool | None = None


def at_most_times(what: str, ours: float, beside: float, unit: str, goal: float | None = None) -> Row:
    """Return a row whose goal is a ratio: so many times what stands beside, or less."""
    ratio = ours / beside
    words = f"≤ {goal:g} ×" if goal else ""
    figures = (f"{ours:.2f} {unit}", f"{beside:.2f} {unit}")
    return Row(what, *figures, ratio, words, None if goal is None else ratio <= goal)


def at_most(what: str, ours: float, unit: str, goal: float, digits: int = 1) -> Row:
    """Return a row whose goal is a number."""
    return Row(what, f"{ours:.{digits}f} {unit}", "", None, f"≤ {goal:g} {unit}", ours <= goal)


def print_head(names: tuple[str, ...] = HEAD) -> None:
    """Print the names of the columns."""
    print(f"| {' | '.join(names)} |")
    print("|" + "---|" * len(names), flush=True)


def print_rows(rows: Iterator[Row]) -> Iterator[Row]:
    """Print each row as soon as it is measured, and pass it on."""
    for row in rows:
        ratio = "" if row.ratio is None else f"× {row.ratio:.2f}"
        met = {True: "yes", False: "**no**", None: ""}[row.met]
        print(
            f"| {row.what} | {row.ours} | {row.beside} | {ratio} | {row.goal} | {met} |",
            flush=True,
        )
        yield row
