"""The numbers that the estimate goes by: fitted by the ministry, or the author's word until somebody has."""

import msgspec

from exchange.parameters import Parameters
from learning.tutor.graph import Graph, Item

__all__ = ["UNCALIBRATED", "Parameters", "for_graph"]

# Elo (Pelánek 2016): the item's difficulty against what the learner can do, in general and on this skill.
UNCALIBRATED = Parameters("", 0.0, {"base": 1.0, "learner": 1.0, "skill": 1.0})


def for_graph(parameters: Parameters, graph: Graph) -> Parameters:
    """Return the parameters with the author's prior for each item that nobody has calibrated."""
    new = [
        (node, item) for node in graph.values() for item in node.items if item.name not in parameters.items
    ]
    return msgspec.structs.replace(
        parameters,
        items=parameters.items
        | {item.name: base_of(parameters, item.name, (node.skill,)) - item.difficulty for node, item in new},
        guesses=parameters.guesses | _guesses(parameters, [item for _node, item in new]),
    )


def base_of(parameters: Parameters, item: str, of: tuple[str, ...]) -> float:
    """Return the logit of a right answer by a learner of whom nothing is known."""
    base = parameters.items.get(item)
    if base is None:
        base = parameters.skills.get(";".join(of))
    return parameters.skills.get("", 0.0) if base is None else base


def _guesses(parameters: Parameters, new: list[Item]) -> dict[str, float]:
    """A calibrated base rate holds the lucky taps already."""
    return {} if parameters.version else {item.name: item.guess for item in new if item.guess}
