"""One calibration, from the files of the boxes to parameters and what is to be said of them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from exchange.documents import Parameters
from exchange.errors import NeedsAPerson
from exchange.exercises import Skill
from learning.tutor.answers import Answer
from learning.tutor.building import graph_of
from learning.tutor.graph import Graph
from learning.tutor.judging import Judgement, foretold, judgement_on
from learning.tutor.parameters import UNCALIBRATED, for_graph
from ministry.calibrate import doubts
from ministry.calibrate.doubts import FEW_ANSWERS, DeadDistractor, Drift, WrongKey
from ministry.calibrate.edges import DoubtfulEdge, doubtful_edges
from ministry.calibrate.pooling import Pool, Rows, answers_of
from runtime.terminal import said

Fit = Callable[[Iterable[Iterable[Answer]]], Parameters]


class MissingExtra(NeedsAPerson):
    """numpy and scipy are not there: only a calibration needs them."""


class WrongParameters(NeedsAPerson):
    """The file of the parameters is not one."""


@dataclass(frozen=True)
class Calibration:
    """New parameters, how they do beside the present ones, and what asks for an author."""

    pool: Pool
    present: Parameters
    new: Parameters
    before: Judgement
    after: Judgement
    drifted: list[Drift]
    wrong_keys: list[WrongKey]
    dead_distractors: list[DeadDistractor]
    doubtful_edges: list[DoubtfulEdge]
    few: list[str]  # items with few answers
    items: int  # of the catalogue


def calibrated(pool: Pool, present: Parameters, skills: Mapping[str, Skill], fit: Fit) -> Calibration:
    """Fit on most schools, judge on the others, and look at what the answers say against the catalogue.

    Raises:
        TooFewSchools: there is one school only.
    """
    fitted_on, aside = pool.split()
    new = fit(map(answers_of, fitted_on))
    graph = graph_of(skills.values())
    learners = pool.learners()
    keys = doubts.wrong_keys(learners)
    muddled = {key.item for key in keys}  # who is right there may know nothing
    sound = [[row for row in rows if row.item not in muddled] for rows in learners]
    answers = doubts.counted(learners)
    names = [item.name for node in graph.values() for item in node.items]
    return Calibration(
        pool,
        present,
        new,
        _judged(present, graph, aside),
        _judged(new, graph, aside),
        doubts.drifted(present, new, answers),
        keys,
        doubts.dead_distractors(learners, skills.values()),
        doubtful_edges(sound, skills.values()),
        _few(names, answers),
        len(names),
    )


def parameters_in(file: Path) -> Parameters:
    """Return the parameters of a file, those that nobody has calibrated where there is none.

    Raises:
        WrongParameters: the file holds something else.
    """
    try:
        return msgspec.json.decode(file.read_bytes(), type=Parameters)
    except FileNotFoundError:
        return UNCALIBRATED
    except msgspec.DecodeError as error:
        raise WrongParameters(
            said(
                f"{file} n'est pas un fichier de paramètres : {error}. Donnez un autre nom à --out.",
                f"{file} is not a file of parameters: {error}. Give --out another name.",
            )
        ) from error


def fit_with_numpy() -> Fit:
    """Return the fit.

    Raises:
        MissingExtra: numpy or scipy is not installed.
    """
    try:
        from ministry.calibrate.fit import fit  # noqa: PLC0415 – only here, for all else goes without numpy
    except ModuleNotFoundError as error:
        raise MissingExtra(
            said(
                f"Il manque {error.name}. Installez l'extra : .venv/bin/pip install '.[calibrate]'",
                f"{error.name} is missing. Install the extra: .venv/bin/pip install '.[calibrate]'",
            )
        ) from error
    return fit


def _judged(parameters: Parameters, graph: Graph, learners: list[Rows]) -> Judgement:
    own = for_graph(parameters, graph)
    return judgement_on([pair for rows in learners for pair in foretold(own, answers_of(rows))])


def _few(names: list[str], answers: Counter[str]) -> list[str]:
    return [name for name in names if answers[name] < FEW_ANSWERS]
