"""A penalised logistic regression over features named as they come."""

from array import array
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]  # scipy brings no types
from scipy.sparse import csr_matrix, diags_array, hstack  # type: ignore[import-untyped]

STEPS = 400  # at most: it stops where nothing is gained any more
FARTHEST = 30.0  # logits
DIGITS = 4
LEAST = 1e-4  # smaller weights are left out

Floats = NDArray[np.float64]


class Table:
    """One row an answer, one column a feature; most cells are empty."""

    def __init__(self) -> None:
        self._columns: dict[str, int] = {}
        self._right: list[bool] = []
        self._where, self._values, self._ends = array("i"), array("d"), [0]

    def add(self, known: Iterable[tuple[str, float]], right: bool) -> None:
        """Add an answer and what was known before it, as names and values."""
        for name, value in known:
            self._where.append(self._columns.setdefault(name, len(self._columns)))
            self._values.append(value)
        self._ends.append(len(self._where))
        self._right.append(right)

    def weights(self, spread: Callable[[str], float]) -> tuple[float, dict[str, float]]:
        """Return bias and weights; `spread` says how far a weight may go: its standard deviation before."""
        penalty = np.array([spread(name) for name in self._columns]) ** -2.0
        found = _solve(self._matrix(), np.array(self._right, dtype=float), penalty).round(DIGITS).tolist()
        named = sorted(zip(self._columns, found[1:], strict=True))
        return found[0], {name: weight for name, weight in named if abs(weight) > LEAST}

    def _matrix(self) -> csr_matrix:
        where = np.frombuffer(self._where, dtype=np.int32)
        shape = (len(self._right), len(self._columns))
        return csr_matrix((np.frombuffer(self._values), where, self._ends), shape=shape)


def _solve(matrix: csr_matrix, right: Floats, penalty: Floats) -> Floats:
    """Return the bias and then the weights that explain best what was right.

    All columns are first brought to the same curvature, so that rare ones settle as soon as frequent ones.
    """
    with_bias = hstack([csr_matrix(np.ones((len(right), 1))), matrix], format="csr")
    penalty = np.concatenate(([0.0], penalty))
    mean = np.clip(right.mean(), 0.01, 0.99)
    scale = (mean * (1 - mean) * np.asarray(with_bias.power(2).sum(axis=0)).ravel() + penalty) ** -0.5
    scaled, penalty = with_bias @ diags_array(scale, format="csr"), penalty * scale**2
    turned = scaled.T.tocsr()

    def loss(weights: Floats) -> tuple[float, Floats]:
        logits = scaled @ weights
        error = 1 / (1 + np.exp(-np.clip(logits, -FARTHEST, FARTHEST))) - right
        cost = np.logaddexp(0, logits).sum() - right @ logits + penalty @ weights**2 / 2
        return float(cost), turned @ error + penalty * weights

    options = {"maxiter": STEPS, "maxcor": 20}
    found = minimize(loss, np.zeros(len(scale)), jac=True, method="L-BFGS-B", options=options)
    return np.asarray(found.x * scale)
