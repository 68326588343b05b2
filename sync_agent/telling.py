"""What the commands say to a technician: the last word and the plan, in plain words."""

from collections.abc import Iterable
from datetime import datetime

from exchange.activation import Refusal, Why
from exchange.documents import Edition
from exchange.messenger import Doing, Halt, LastWord, SourceKind, SourceWord, Stage, Word
from runtime.terminal import counted, said
from sync_agent.budget import OVERHEAD
from sync_agent.down.plan import STAGES, Plan
from sync_agent.down.pull import State
from sync_agent.spending import Spending

KB, MB, GB = 1000, 1_000_000, 1_000_000_000
HOUR_MINUTES, DAY_MINUTES = 60, 24 * 60

DOING: dict[Doing, tuple[str, str]] = {
    "resting": ("est au repos", "at rest"),
    "looking": ("cherche du nouveau", "looking for news"),
    "fetching": ("reçoit", "receiving"),
    "sending": ("envoie des rapports", "sending reports"),
    "waiting-hours": ("attend l'heure permise", "waiting for the permitted hour"),
    "waiting-budget": ("attend le forfait suivant", "waiting for the next allowance"),
    "waiting-room": ("attend de la place sur la carte", "waiting for room on the card"),
    "waiting-source": ("attend qu'une source réponde", "waiting for a source to answer"),
    "stopped": ("est arrêté", "stopped"),
}
STAGE: dict[Stage, tuple[str, str]] = {
    "packs": ("listes", "lists"),
    "texts": ("textes", "texts"),
    "pictures": ("images et documents", "pictures and documents"),
    "media": ("sons et vidéos", "sound and video"),
}
KIND: dict[SourceKind, tuple[str, str]] = {
    "mirror": ("miroir", "mirror"),
    "stick": ("clé USB", "USB stick"),
    "neighbour": ("boîte voisine", "neighbour"),
}
WORD: dict[Word, tuple[str, str]] = {
    "never": ("pas encore demandé", "not asked yet"),
    "new": ("a donné du nouveau", "gave something new"),
    "nothing-new": ("rien de nouveau", "nothing new"),
    "cut": ("la ligne a été coupée", "the line was cut"),
    "silent": ("ne répond pas", "does not answer"),
    "busy": ("trop de boîtes à la fois", "too many boxes at once"),
    "behind": ("n'a pas tout ce qu'il faut", "does not have all that is needed"),
    "refused": ("refuse cette boîte", "refuses this box"),
    "wrong-signature": ("mal signé : rien n'a été pris", "wrongly signed: nothing was taken"),
    "too-old": ("plus vieux que ce qui est ici", "older than what is here"),
    "liar": ("a donné de faux fichiers, jetés aussitôt", "gave false files, thrown away at once"),
    "no-room": ("plus de place", "no room left"),
}

WHY: dict[Why, tuple[str, str]] = {
    "damaged": ("un fichier était abîmé, il est repris", "a file was damaged, it is fetched again"),
    "unreadable": ("son logiciel est trop ancien", "its program is too old"),
    "unfit": ("cette édition ne lui convient pas", "this edition does not fit it"),
    "picture": ("une image n'est pas un simple dessin", "a picture is no plain drawing"),
    "no-room": ("la carte est pleine", "the card is full"),
}
HALT: dict[Halt, tuple[str, str]] = {
    "copied": (
        "la carte de la boîte a été copiée, ou remise en arrière",
        "the card of this box was copied, or put back to an old state",
    ),
    "replaced": (
        "le ministère a inscrit une autre clé à la place de celle-ci",
        "the ministry has enrolled another key in the place of this one",
    ),
    "struck-off": ("le ministère a radié cette boîte", "the ministry has struck this box off"),
}


def status_lines(
    word: LastWord, active: Edition | None, ready: Edition | None, refusal: Refusal | None
) -> list[str]:
    """Return the last word, line by line; with it what the box shows, or why it does not."""
    if not word.at:
        return [said("L'agent n'a encore rien fait : sync-agent once", "Nothing done yet: sync-agent once")]
    return [
        _head(word),
        *_shown(active, ready, refusal),
        *_coming(word),
        *_going_up(word),
        *halt_lines(word.halt),
        *_spent(word),
        *(_source(one) for one in word.sources),
    ]


def halt_lines(halt: Halt) -> list[str]:
    """Return why no report of this box is taken any more, and what to do."""
    if not halt:
        return []
    why = said(*HALT[halt])
    return [
        said(f"✗ Les rapports ne partent plus : {why}.", f"✗ Reports go up no more: {why}."),
        said(
            "  Demandez un nouveau code au ministère, puis : sync-agent identity request CODE",
            "  Ask the ministry for a new code, then: sync-agent identity request CODE",
        ),
    ]


def plan_lines(plan: Plan | None, state: State, spending: Spending) -> list[str]:
    """Return what is to be fetched, stage by stage, and what it costs on the line."""
    if plan is None or plan.next_stage is None or state.target is None:
        return [said("Rien à recevoir.", "Nothing to receive.")]
    rows = [(stage, plan.stages.get(stage, ())) for stage in STAGES]
    lines = [
        said(f"Édition {state.target.edition}, à recevoir :", f"Edition {state.target.edition}, to come:")
    ]
    for stage, files in rows:
        if files:
            name, bytes_ = said(*STAGE[stage]), size(sum(one.bytes for one in files))
            lines.append(said(f"  {name} : {len(files)}, {bytes_}", f"  {name}: {len(files)}, {bytes_}"))
    if plan.next_stage == "packs":
        lines.append(
            said(
                "  Ce que ces listes nomment n'est pas encore connu.",
                "  What these lists name is not known yet.",
            )
        )
    return [*lines, _cost(plan.bytes, spending)]


def size(count: int) -> str:
    """Return a number of bytes as people read it: "3,4 Mo"."""
    for unit, french, english in ((GB, "Go", "GB"), (MB, "Mo", "MB"), (KB, "ko", "kB")):
        if count >= unit:
            number = f"{count / unit:.1f}" if count < 10 * unit else f"{count / unit:.0f}"
            return said(f"{number.replace('.', ',')} {french}", f"{number} {english}")
    return counted(count, said("octet", "byte"))


def duration(minutes: int) -> str:
    """Return how long something takes, in one unit: "3 h"."""
    if minutes < HOUR_MINUTES:
        return f"{max(1, minutes)} min"
    if minutes < 2 * DAY_MINUTES:
        return f"{round(minutes / HOUR_MINUTES)} h"
    days = round(minutes / DAY_MINUTES)
    return said(f"{days} jours", f"{days} days")


def _head(word: LastWord) -> str:
    box, doing = word.box or said("La boîte", "The box"), said(*DOING[word.doing])
    at = _moment(word.at)
    return said(f"{box} : l'agent {doing} ({at}).", f"{box}: the agent is {doing} ({at}).")


def _shown(active: Edition | None, ready: Edition | None, refusal: Refusal | None) -> Iterable[str]:
    """Yield what pupils have; the box takes up to a minute to show what is ready."""
    if active is not None:
        yield said(f"Édition affichée : {active.edition}.", f"Edition that is shown: {active.edition}.")
    if refusal is not None:
        name, why = refusal.edition.edition, said(*WHY[refusal.why])
        yield said(
            f"La boîte ne montre pas l'édition {name} : {why}.",
            f"The box does not show edition {name}: {why}.",
        )
    elif ready is not None and ready != active:
        is_corrected = active is not None and ready.edition == active.edition  # it keeps its number
        name = ready.edition + (said(", corrigée", ", corrected") if is_corrected else "")
        yield said(
            f"Édition prête : {name}. La boîte l'affiche dans la minute.",
            f"Edition that is ready: {name}. The box shows it within a minute.",
        )


def _coming(word: LastWord) -> Iterable[str]:
    if not word.coming:
        return
    stage = f" ({said(*STAGE[word.stage])})" if word.stage else ""
    files, left = word.left_files, _of(word.left_bytes, word.whole_bytes)
    yield said(
        f"Édition qui arrive : {word.coming}{stage}. Reste : {counted(files, 'fichier')}, {left}.",
        f"Edition that is coming: {word.coming}{stage}. Left: {counted(files, 'file')}, {left}.",
    )
    if word.bytes_per_hour:
        rate, until = size(word.bytes_per_hour), duration(word.left_bytes * 60 // word.bytes_per_hour)
        yield said(
            f"Rythme habituel : {rate} par heure. Il faut encore {until} environ.",
            f"Usual rate: {rate} an hour. It takes some {until} more.",
        )


def _going_up(word: LastWord) -> Iterable[str]:
    if word.reports_waiting:
        waiting = size(word.reports_bytes)
        yield said(
            f"Rapports qui attendent de partir : {word.reports_waiting} ({waiting}).",
            f"Reports that wait to go up: {word.reports_waiting} ({waiting}).",
        )
    if word.receipt_at:
        at = _moment(word.receipt_at)
        yield said(f"Dernier reçu du ministère : {at}.", f"Last receipt of the ministry: {at}.")


def _spent(word: LastWord) -> Iterable[str]:
    day = _of(word.day_bytes, word.day_limit_bytes)
    month = _of(word.month_bytes, word.month_limit_bytes)
    yield said(
        f"La ligne : aujourd'hui {day}, ce mois {month}.", f"The line: today {day}, this month {month}."
    )


def _of(used: int, limit: int) -> str:
    return said(f"{size(used)} sur {size(limit)}", f"{size(used)} of {size(limit)}") if limit else size(used)


def _source(one: SourceWord) -> str:
    kind, word = said(*KIND[one.kind]), said(*WORD[one.word])
    at = f" ({_moment(one.at)})" if one.at else ""
    return said(f"{kind} {one.name} : {word}{at}", f"{kind} {one.name}: {word}{at}")


def _cost(left_bytes: int, spending: Spending) -> str:
    line, limits = size(int(left_bytes * OVERHEAD)), spending.limits
    spent = spending.budget().told()
    lefts = [
        (limit * MB - used, name)
        for limit, used, name in (
            (limits.day_mb, spent.day_bytes, said("aujourd'hui", "today")),
            (limits.month_mb, spent.month_bytes, said("ce mois", "this month")),
        )
        if limit
    ]
    cost = said(
        f"Par un miroir, la ligne porterait {line} ; par clé USB ou boîte voisine, rien.",
        f"From a mirror the line would carry {line}; from a USB stick or a neighbour nothing.",
    )
    rest = [
        said(f"Reste {name} : {size(max(0, left))}.", f"Left {name}: {size(max(0, left))}.")
        for left, name in lefts
    ]
    return " ".join([cost, *rest])


def _moment(at: str) -> str:
    """Return a time of the file as people here read it; what is no time stays as it is."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime(said("%d/%m/%Y %H h %M", "%d/%m/%Y %H:%M"))
    except (ValueError, OverflowError):
        return at
