"""Every command helps in French and in English, stands in the documentation, and tells mistakes in French."""

import json
import os
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import click
import pytest

from hotspot.cli import hotspot
from hotspot.settings import Settings
from ministry.cli import ministry
from sync_agent.cli import sync_agent
from sync_agent.settings import Settings as AgentSettings

HOUSE = Path(__file__).parents[2]
DOCUMENTATION = "\n".join(
    path.read_text("utf-8") for path in (*HOUSE.glob("README*.md"), *HOUSE.glob("docs/**/*.md"))
)
# A program of its own: a command chooses its language when it starts.
TYPE_ALL = """
import json, sys
from click.testing import CliRunner
from hotspot.cli import hotspot
from ministry.cli import ministry
from sync_agent.cli import sync_agent
programs = {"hotspot": hotspot, "ministry": ministry, "sync-agent": sync_agent}
typed = json.load(sys.stdin)
json.dump([CliRunner().invoke(programs[words[0]], words[1:]).output for words in typed], sys.stdout)
"""
MISTAKES = [
    ("hotspot clas", "Erreur : La commande « clas » n'existe pas. Vouliez-vous 'class' ?"),
    ("hotspot clas", "Emploi : hotspot [OPTIONS] COMMANDE …\nAide et exemple : hotspot --help"),
    ("hotspot cod", "Vouliez-vous"),
    ("hotspot class", "Montrer cette aide."),
    ("hotspot --settings", "L'option « --settings » attend une valeur."),
    ("hotspot --settings /nulle/part.toml serve", "Fichier introuvable : /nulle/part.toml"),
    ("hotspot --settings / serve", "/ est un dossier. Donnez un fichier."),
    ("hotspot serve --dry-run=1", "L'option « --dry-run » n'existe pas."),
    ("hotspot class add CI --year 1 --dry-run=1", "L'option « --dry-run » ne prend pas de valeur."),
    ("hotspot class add CI", "Il manque l'option '--year'."),
    ("hotspot class add --year 1", "Il manque 'NOM'."),
    ("hotspot class add CI --yaer 1", "L'option « --yaer » n'existe pas. Vouliez-vous '--year' ?"),
    ("hotspot class add CI --year 99", "Valeur refusée pour '--year' : 99 sort des limites, 0<=x<=13."),
    ("hotspot class add CI --year deux", "« deux » n'est pas un nombre entier."),
    ("hotspot class add CM 1 --year 5", "Un mot de trop : 1."),
    ("hotspot class add Le CM 1 --year 5", "Des mots de trop : CM 1."),
    ("hotspot install /nulle/part", "Valeur refusée pour 'DÉPÔT' : Dossier introuvable : /nulle/part"),
    ("hotspot install /etc/passwd", "/etc/passwd est un fichier. Donnez un dossier."),
    ("hotspot learners add /nulle/part.csv", "Fichier introuvable : /nulle/part.csv"),
    ("hotspot learners add /etc/passwd --language xx", "« xx » n'est pas dans la liste : 'fr', 'ar', 'en'."),
    ("hotspot technician-code", "Donnez-lui la sienne : hotspot school"),
    ("hotspot codes", "Ajoutez-les : hotspot learners add"),
    ("hotspot school", "Il manque l'option '--name'."),
    ("ministry publish", "Il manque l'option '--country'."),
    ("ministry publish --country SN", "Dites où écrire : --to DOSSIER."),
    ("ministry publish --country SN --to x", "Dites avec quelles clés : --keys DOSSIER."),
    ("ministry keys new x", "Il manque l'option '--country'."),
    ("ministry keys rotate root", "Il manque l'option '--in'."),
    ("ministry sign /nulle/part --keys /tmp", "Dossier introuvable : /nulle/part"),
    ("ministry diff --country SN", "Il manque l'option '--to'."),
    ("ministry check --catalogue /nulle/part", "Dossier introuvable : /nulle/part"),
    ("ministry calibrate", "Il manque 'RÉPONSES…'."),
    ("ministry calibrate /etc/passwd", "Il manque l'option '--out'."),
    ("ministry calibrate /nulle/part.jsonl --out x", "Fichier introuvable : /nulle/part.jsonl"),
    ("sync-agent onse", "La commande « onse » n'existe pas. Vouliez-vous 'once' ?"),
    ("sync-agent once", "manque ou est abîmé : la boîte ne sait pas qui croire."),
    ("sync-agent plan", "Donnez-lui une première édition : hotspot install"),
    ("sync-agent status", "L'agent n'a encore rien fait : sync-agent once"),
    ("sync-agent --settings / run", "/ est un dossier. Donnez un fichier."),
    ("ministry media draw", "La commande « draw » n'existe pas."),
]
ENGLISH = re.compile(
    "Usage|Options:|Commands:|Show|Error|Try|Invalid|Missing|such|Did|TEXT|INTEGER|DIRECTORY|FILE|"
    "required|default|COMMAND |ARGS|Example|unexpected"
)


def found_in(command, name):
    yield name
    for word, inner in getattr(command, "commands", {}).items():
        yield from found_in(inner, f"{name} {word}")


PROGRAMS = {"hotspot": hotspot, "ministry": ministry, "sync-agent": sync_agent}
COMMANDS = [found for name, program in PROGRAMS.items() for found in found_in(program, name)]


@pytest.fixture(scope="module")
def typed(tmp_path_factory):
    """What each line answers in a language: of the help of all commands, and of all mistakes."""
    lines = [*(f"{name} --help" for name in COMMANDS), *(line for line, _ in MISTAKES)]

    def in_language(language):
        box = str(tmp_path_factory.mktemp("box"))
        own = {"LC_ALL": language, "HOTSPOT_DATA_FOLDER": box, "SYNC_AGENT_DATA_FOLDER": box}
        done = subprocess.run(
            [sys.executable, "-c", TYPE_ALL],
            cwd=HOUSE,
            env={**os.environ, **own},
            input=json.dumps([line.split() for line in lines]),
            capture_output=True,
            check=True,
            text=True,
            encoding="utf-8",
        )
        return dict(zip(lines, json.loads(done.stdout), strict=True))

    return {language: in_language(language) for language in ("fr_FR.UTF-8", "en_GB.UTF-8")}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_helps_in_french_with_an_example(typed, name):
    said = typed["fr_FR.UTF-8"][f"{name} --help"]

    assert said.startswith(f"Emploi : {name} ")
    assert f"Exemple : {name}" in " ".join(said.split()).replace("HOTSPOT_PORT=8081 ", "")
    assert not ENGLISH.search(said)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_helps_in_english_with_an_example(typed, name):
    said = typed["en_GB.UTF-8"][f"{name} --help"]

    assert said.startswith(f"Usage: {name} ")
    assert f"Example: {name}" in " ".join(said.split()).replace("HOTSPOT_PORT=8081 ", "")
    assert "Show this message and exit." in said
    assert " : " not in said


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_stands_in_the_documentation(name):
    assert name in DOCUMENTATION


@pytest.mark.parametrize(("line", "told"), MISTAKES)
def test_a_mistake_is_told_in_french(typed, line, told):
    said = typed["fr_FR.UTF-8"][line]

    assert told in said
    assert not ENGLISH.search(said)


def test_a_mistake_is_told_in_english_where_the_terminal_asks_for_it(typed):
    assert "Error: Missing option '--year'." in typed["en_GB.UTF-8"]["hotspot class add CI"]


def test_every_option_says_what_it_is_for():
    def options(command):
        own = [one for one in command.params if isinstance(one, click.Option)]
        return own + [one for inner in getattr(command, "commands", {}).values() for one in options(inner)]

    assert [one.name for program in PROGRAMS.values() for one in options(program) if not one.help] == []


@pytest.mark.parametrize(
    ("program", "name"),
    [
        *(("HOTSPOT", field.name) for field in fields(Settings)),
        *(("SYNC_AGENT", field.name) for field in fields(AgentSettings)),
    ],
)
def test_a_setting_stands_in_the_documentation(program, name):
    assert f"{program}_{name.upper()}" in DOCUMENTATION
    assert f"{name} = " in DOCUMENTATION
