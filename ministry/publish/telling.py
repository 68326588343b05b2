"""Words and numbers for who publishes: how large, how much, since when."""

from datetime import datetime
from pathlib import Path

import click

from ministry.publish.difference import Count, Fetch, edition_since, fetched, of_last_month, published
from ministry.publish.packing import Load
from runtime.terminal import counted, said

KB, MB = 1000, 1_000_000  # bytes
COLON = said(" :", ":")


def size_told(length: int) -> str:
    """Return a number of bytes as people read it: "12,3 ko"."""
    if length < MB:
        size, french, english = length / KB, "ko", "kB"
    else:
        size, french, english = length / MB, "Mo", "MB"
    return said(f"{size:.1f} {french}".replace(".", ","), f"{size:.1f} {english}")


def tell_what_is_fetched(load: Load, repo: Path, since: str | None, now: datetime) -> None:
    """Print a line for each box of a former edition. Raises NoSuchEdition, DamagedFile."""
    country = load.edition.country
    if since is not None:
        _tell(f"{since}{COLON}", fetched(load, edition_since(repo, country, since), repo))
        return
    here, month = published(repo, country), of_last_month(repo, country, now)
    boxes = [(said("une boîte à jour", "an up-to-date box"), here)]
    if here and month and month.edition != here.edition:
        boxes.append((said("une boîte d'il y a un mois", "a box of a month ago"), month))
    for name, signed in boxes:
        if signed is not None:
            told = f"{name} ({signed.edition.edition}, {signed.at:%d/%m/%Y}){COLON}"
            _tell(told, fetched(load, signed.edition, repo))
    _tell(said("une boîte vide", "an empty box") + COLON, fetched(load, None, repo))


def _tell(name: str, fetch: Fetch) -> None:
    if not fetch.bytes:
        click.echo(said(f"  {name} rien.", f"  {name} nothing."))
        return
    words = said("paquet texte image média", "pack text picture recording").split()
    counts = zip((fetch.packs, fetch.texts, fetch.pictures, fetch.media), words, strict=True)
    parts = ", ".join(_counted(count, word) for count, word in counts if count.files)
    click.echo(f"  {name} {size_told(fetch.bytes)} ({parts}).")


def _counted(count: Count, word: str) -> str:
    return f"{counted(count.files, word)} {size_told(count.bytes)}"
