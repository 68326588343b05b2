"""What a calibration tells the ministry, in short lines."""

from collections.abc import Iterator

from ministry.calibrate.calibration import Calibration
from ministry.calibrate.doubts import FEW_ANSWERS
from runtime.terminal import said, speaks_english

TOLD = 20  # of each kind: more would hide the rest
ENOUGH = 5_000  # answers; with fewer, Elo on the authors' word does as well


def report(one: Calibration) -> Iterator[str]:
    """Yield the lines."""
    yield from _heading(one)
    yield from _table(one)
    yield from _drifted(one)
    yield from _wrong_keys(one)
    yield from _dead_distractors(one)
    yield from _doubtful_edges(one)
    yield from _few(one)


def _heading(one: Calibration) -> Iterator[str]:
    learners = one.pool.learners()
    counts = (one.pool.boxes, len(one.pool.schools), len(learners), sum(map(len, learners)))
    yield said(
        "{} boîtes, {} écoles, {} élèves, {} réponses.".format(*counts),
        "{} boxes, {} schools, {} learners, {} answers.".format(*counts),
    )
    if counts[-1] < ENOUGH:
        yield said(
            f"C'est peu : il en faut {ENOUGH} pour que le calcul vaille mieux que l'avis des auteurs.",
            f"These are few: it takes {ENOUGH} for the fit to be worth more than the authors' word.",
        )


def _table(one: Calibration) -> Iterator[str]:
    before = one.present.version or "Elo"
    yield said(
        f"Sur {one.after.answers} réponses d'écoles mises de côté :",
        f"On {one.after.answers} answers of schools kept aside:",
    )
    yield f"{'':24}{said('avant', 'before') + ' (' + before + ')':>22}{said('après', 'after'):>10}"
    for name, of_before, of_after in (
        (said("AUC (plus haut : mieux)", "AUC (higher: better)"), one.before.auc, one.after.auc),
        (said("perte log. (plus bas)", "log loss (lower)"), one.before.log_loss, one.after.log_loss),
        (said("ECE (plus bas)", "ECE (lower)"), one.before.ece, one.after.ece),
    ):
        yield f"{name:24}{_number(of_before):>22}{_number(of_after):>10}"


def _drifted(one: Calibration) -> Iterator[str]:
    lines = [
        said(
            f"{drift.item} : devenu plus {'facile' if drift.by > 0 else 'difficile'} ({_signed(drift.by)})",
            f"{drift.item}: became {'easier' if drift.by > 0 else 'harder'} ({_signed(drift.by)})",
        )
        for drift in one.drifted
    ]
    yield from _block(lines, "Exercices dont la difficulté a bougé", "Exercises whose difficulty has moved")


def _wrong_keys(one: Calibration) -> Iterator[str]:
    lines = [
        said(
            f"{key.item} : corrélation {_signed(key.correlation)} sur {key.answers} réponses",
            f"{key.item}: correlation {_signed(key.correlation)} on {key.answers} answers",
        )
        for key in one.wrong_keys
    ]
    yield from _block(
        lines,
        "Corrigés à relire : ceux qui réussissent ailleurs échouent ici",
        "Keys to look at: those who succeed elsewhere fail here",
    )


def _dead_distractors(one: Calibration) -> Iterator[str]:
    lines = [
        said(
            f"{dead.template} : « {dead.misconception} » choisi {dead.taken} fois sur {dead.wrong} erreurs",
            f"{dead.template}: “{dead.misconception}” taken {dead.taken} times in {dead.wrong} mistakes",
        )
        for dead in one.dead_distractors
    ]
    yield from _block(lines, "Mauvaises réponses que personne ne choisit", "Wrong answers that nobody takes")


def _doubtful_edges(one: Calibration) -> Iterator[str]:
    lines = [
        said(
            f"{edge.before} → {edge.skill} : {edge.without} élèves ont commencé sans, {edge.with_it} avec ; "
            f"écart de réussite {_signed(edge.difference)}",
            f"{edge.before} → {edge.skill}: {edge.without} learners began without, {edge.with_it} with; "
            f"difference in success {_signed(edge.difference)}",
        )
        for edge in one.doubtful_edges
    ]
    yield from _block(
        lines,
        "Prérequis douteux : le savoir vient aussi bien sans",
        "Doubtful prerequisites: the skill comes as well without",
    )


def _few(one: Calibration) -> Iterator[str]:
    if one.few:
        yield said(
            f"\n{len(one.few)} exercices sur {one.items} ont moins de {FEW_ANSWERS} réponses : "
            "leur difficulté est incertaine.",
            f"\n{len(one.few)} of {one.items} exercises have fewer than {FEW_ANSWERS} answers: "
            "their difficulty is uncertain.",
        )


def _block(lines: list[str], french: str, english: str) -> Iterator[str]:
    if not lines:
        return
    yield said(f"\n{french} ({len(lines)}) :", f"\n{english} ({len(lines)}):")
    yield from (f"  {line}" for line in lines[:TOLD])
    if len(lines) > TOLD:
        yield "  …"


def _number(value: float) -> str:
    return _local(f"{value:.3f}")


def _signed(value: float) -> str:
    return _local(f"{value:+.2f}")


def _local(number: str) -> str:
    return number if speaks_english() else number.replace(".", ",").replace("-", "−")
