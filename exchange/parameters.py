"""What the ministry has learnt from pooled answers: the one document that nobody writes by hand."""

from exchange.form import Form


class Parameters(Form, tag="parameters", tag_field="document", frozen=True):
    """What is the same for all learners: a file in a pack.

    `weights` names the features of `learning/tutor/estimate.py`; `skills` and `items` give the logit of a
    right answer by a learner of whom nothing is known (high is easy), `guesses` the chance that tapping
    blindly is right. Several skills worked together are one name, joined by ";"; "" is all skills.
    """

    version: str  # "" until somebody has calibrated
    bias: float
    weights: dict[str, float]
    skills: dict[str, float] = {}
    items: dict[str, float] = {}
    guesses: dict[str, float] = {}
    learners: int = 0  # what it was fitted on
    answers: int = 0

    @property
    def id(self) -> str:
        """What all documents have: an edition holds one at most."""
        return "parameters"
