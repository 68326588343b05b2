"""Rows: the pages of teachers in a school at the end of a year."""

from collections.abc import Iterator
from statistics import median

from benchmarks.bench import Bench
from benchmarks.box import box_in, finish_a_set, make_box, sign_in, without_errors
from benchmarks.phones import Phone, drive, get
from benchmarks.processes import Started, cpu_seconds
from benchmarks.school_year import ANSWERS, FULL_ANSWERS, FULL_CLASS, LEARNERS, SKILLS, Year, make_year
from benchmarks.table import Row, at_most
from benchmarks.walks import Browser, fields_of

CLASS_CPU_MS, ANY_CPU_MS, WIRE_KB = 60, 150, 40
TIMES, ROUNDS = 5, 3  # of each page
DOOR = "/enseignant/entrer"


def teachers(bench: Bench) -> Iterator[Row]:
    """Yield the page of the fullest class, then every other page of a teacher."""
    home = bench.folder / "box-year"
    make_box(bench.resources, home)
    with box_in(home, bench.resources) as young:
        sign_in(young)
        finish_a_set(young)
    year = make_year(home)
    with box_in(home, bench.resources) as box:
        head = Browser()
        name, password = (home / "codes.txt").read_text().splitlines()[1].split("\t")
        without_errors(drive(box.started.port, [_signs_in(head, name, password)]))
        yield from _full_class(box.started, f"/enseignant/classes/{year.class_id}?matiere=maths", head.cookie)
        for path in _pages(year):
            cpu_ms, _wire_kb = _cost(box.started, path, head.cookie)
            what = f"{path}, {LEARNERS:,} learners, {ANSWERS:,} answers"
            yield at_most(what, cpu_ms, "CPU ms", ANY_CPU_MS)


def _full_class(box: Started, path: str, cookie: str) -> Iterator[Row]:
    cpu_ms, wire_kb = _cost(box, path, cookie)
    what = f"a class, {FULL_CLASS} learners × {SKILLS} skills, {FULL_ANSWERS:,} answers"
    yield at_most(what, cpu_ms, "CPU ms", CLASS_CPU_MS)
    yield at_most("the same on the wire", wire_kb, "KB", WIRE_KB)


def _pages(year: Year) -> list[str]:
    of_class, of_learner = f"/enseignant/classes/{year.class_id}", f"/enseignant/eleves/{year.learner_id}"
    of_skill = f"{of_class}/savoirs/{year.skill}"
    return [
        f"{of_class}/maintenant?seule=1",
        *(f"{of_class}/{below}" for below in ("eleves", "cartes", "travail", "groupes")),
        *(of_learner, of_skill, f"{of_learner}/donnees"),
        *(f"{page}.{form}" for page in (of_class, of_learner, of_skill) for form in ("csv", "xlsx")),
        *("/enseignant/", "/enseignant/ecole", "/enseignant/formation", "/boite"),
    ]


def _cost(box: Started, path: str, cookie: str) -> tuple[float, float]:
    """Return processor time in milliseconds, the median of some rounds, and KB on the wire, of one page."""
    without_errors(drive(box.port, [_asks(path, cookie, 1)]))
    spent, wire = [], 0.0
    for _ in range(ROUNDS):
        before = cpu_seconds(box.pid)
        run = without_errors(drive(box.port, [_asks(path, cookie, TIMES)]))
        spent.append(1000 * (cpu_seconds(box.pid) - before) / TIMES)
        wire = run.wire_bytes / TIMES / 1024
    return median(spent), wire


def _asks(path: str, cookie: str, times: int) -> Phone:
    for _ in range(times):
        yield get(path, cookie)


def _signs_in(head: Browser, name: str, password: str) -> Phone:
    page = yield from head.open(DOOR)
    yield from head.send(DOOR, {**fields_of(page), "name": name, "password": password, "suite": "/boite"})
