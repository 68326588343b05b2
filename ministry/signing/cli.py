"""The commands of who keeps the keys: `ministry keys new`, `ministry keys rotate`, `ministry sign`."""

import re
from datetime import UTC, datetime
from pathlib import Path

import click

from exchange.trust.roles import COUNTRY, ENROL, REGION, SOFTWARE
from ministry.signing.asking import another, begun, keys_option, opened
from ministry.signing.editions import running_out, sign_again
from ministry.signing.keys import RETIRED, make_keys, reseal, roles_to_make
from ministry.signing.rotation import rotate
from runtime.commands import SUBCOMMAND, plain_errors, teach_click_french
from runtime.terminal import counted, said

teach_click_french()

CODE = re.compile(r"[a-zA-Z]{2}")
PLACES = {
    "root": said(
        "hors ligne, en trois lieux sûrs (ministère, coffre, partenaire) : il en faut deux sur trois",
        "offline, each in another safe place (ministry, vault, partner): two of three are needed",
    ),
    "targets": said(
        "hors ligne, au coffre : ajoute un pays, remplace une clé",
        "offline, in the vault: adds a country, replaces a key",
    ),
    SOFTWARE: said(
        "hors ligne, chacune chez une autre personne : il en faut deux pour un logiciel",
        "offline, each with another person: a program takes two",
    ),
    REGION: said(
        "sur la machine qui publie, le jour où l'on publie", "on the publishing machine, on publishing days"
    ),
    COUNTRY: said(
        "sur la machine qui publie, le jour où l'on publie", "on the publishing machine, on publishing days"
    ),
    ENROL: said("chez qui prépare les boîtes", "with those who prepare boxes"),
}
DAILY = said("sur la machine qui publie, tous les jours", "on the publishing machine, every day")


@click.group(
    subcommand_metavar=SUBCOMMAND,
    help=said(
        "Les clés qui signent ce que les boîtes reçoivent.\n\nExemple : ministry keys new cles --country SN",
        "The keys that sign what boxes receive.\n\nExample: ministry keys new keys --country SN",
    ),
)
def keys() -> None:
    """Group what is done to keys; the help is said above in two languages."""


@keys.command(
    help=said(
        "Faire les clés d'un nouveau dépôt, ou d'un pays de plus, et dire où chacune va.\n\n"
        "Exemple : ministry keys new cles --country SN",
        "Make the keys of a new repository, or of one more country, and say where each goes.\n\n"
        "Example: ministry keys new keys --country SN",
    )
)
@click.argument(
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar=said("CLÉS", "KEYS"),
)
@click.option(
    "--country",
    "countries",
    multiple=True,
    required=True,
    metavar=said("PAYS", "COUNTRY"),
    help=said("Le pays (SN) ; plusieurs fois s'il y en a plusieurs.", "The country (SN); several times."),
)
def new(folder: Path, countries: tuple[str, ...]) -> None:
    """Make keys; those that are there stay."""
    codes = sorted({code.lower() for code in countries})
    for code in codes:
        if not CODE.fullmatch(code):
            raise click.UsageError(
                said(f"« {code} » n'est pas un pays : deux lettres, SN.", f"“{code}” is no country: SN.")
            )
    with plain_errors():
        made = make_keys(begun(folder), roles_to_make(folder, codes))
    many = said(counted(len(made), "clé faite"), f"{counted(len(made), 'key')} made")
    click.echo(said(f"{many} dans {folder} :", f"{many} in {folder}:"))
    for file in made:
        click.echo(f"  {file.name:<16} {_place_of(file.stem)}")
    click.echo(
        said(
            "Ensuite : ministry publish, puis chaque clé en son lieu, avec une copie ailleurs.",
            "Next: ministry publish, then each key to its place, with a copy elsewhere.",
        )
    )


@keys.command(
    "rotate",
    help=said(
        "Remplacer les clés d'un rôle, volées, perdues ou vieilles : les anciennes ne valent plus rien.\n\n"
        "Exemple : ministry keys rotate country-sn --in var/repo --keys cles",
        "Replace the keys of a role, stolen, lost or old: the former ones are worth nothing.\n\n"
        "Example: ministry keys rotate country-sn --in var/repo --keys keys",
    ),
)
@click.argument("role", metavar=said("RÔLE", "ROLE"))
@click.option(
    "--in",
    "repo",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    metavar=said("DÉPÔT", "REPO"),
    help=said("Le dépôt où la clé signe.", "The repository where the key signs."),
)
@keys_option
def rotate_keys(role: str, repo: Path, keys_folder: Path) -> None:
    """Put new keys in the place of a role's."""
    with plain_errors():
        changed = rotate(repo, opened(keys_folder), role, _now())
    click.echo(
        said(
            f"« {role} » est remplacé par ce qui est dans {keys_folder} ; ce qui est dans {RETIRED}/ ne vaut "
            f"plus rien.\nSigné à nouveau : {', '.join(changed)}.\nEnsuite : ministry check {repo}",
            f"“{role}” is replaced by what is in {keys_folder}; what is in {RETIRED}/ is worth nothing.\n"
            f"Signed again: {', '.join(changed)}.\nNext: ministry check {repo}",
        )
    )


@keys.command(
    help=said(
        "Donner une autre phrase secrète aux clés d'un dossier.\n\nExemple : ministry keys passphrase cles",
        "Give the keys of a folder another passphrase.\n\nExample: ministry keys passphrase keys",
    )
)
@click.argument(
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar=said("CLÉS", "KEYS"),
)
def passphrase(folder: Path) -> None:
    """Seal each key of a folder anew."""
    with plain_errors():
        files = reseal(opened(folder), another())
    click.echo(
        said(
            f"La nouvelle phrase ferme {counted(len(files), 'clé')}. Les copies gardent l'ancienne.",
            f"The new passphrase seals {counted(len(files), 'key')}. Copies keep the former one.",
        )
    )


@click.command(
    help=said(
        "Dire aux boîtes que le dépôt est bien d'aujourd'hui : à lancer chaque jour.\n\n"
        "Exemple : ministry sign var/repo --keys cles",
        "Tell boxes that the repository is today's: to be run every day.\n\n"
        "Example: ministry sign var/repo --keys keys",
    )
)
@click.argument(
    "repo",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar=said("DÉPÔT", "REPO"),
)
@keys_option
def sign(repo: Path, keys_folder: Path) -> None:
    """Sign the timestamp anew, and what is half way to its end."""
    with plain_errors():
        changed = sign_again(repo, opened(keys_folder), _now())
    click.echo(said(f"Signé : {', '.join(changed)}.", f"Signed: {', '.join(changed)}."))
    tell_what_runs_out(repo)


def tell_what_runs_out(repo: Path) -> None:
    """Say which keys have to be brought before boxes take nothing new any more."""
    for role, end in running_out(repo, _now()).items():
        click.echo(
            said(
                f"À signer avant le {end:%d/%m/%Y}, sinon les boîtes ne prennent plus rien : « {role} ». "
                f"Apportez sa clé, puis : ministry sign {repo}",
                f"To be signed before {end:%Y-%m-%d}, or boxes take nothing more: “{role}”. "
                f"Bring its key, then: ministry sign {repo}",
            ),
            err=True,
        )


def _place_of(name: str) -> str:
    found = (place for begins, place in PLACES.items() if name.startswith(begins))
    return next(found, DAILY)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
