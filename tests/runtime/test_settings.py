"""Settings come from a file, then from the environment; what is misspelt is told."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from runtime.settings import WrongSetting, read_settings


@dataclass(frozen=True)
class Kettle:
    folder: Path = Path("here")
    litres: int = 2
    colour: str = "red"


def read(tmp_path, toml="", **environment):
    file = tmp_path / "kettle.toml"
    file.write_text(toml, encoding="utf-8")
    return read_settings(Kettle, "kettle", file if toml else None, environment)


def test_what_is_not_given_keeps_its_default(tmp_path):
    assert read(tmp_path) == Kettle()


def test_the_environment_wins_over_the_file(tmp_path):
    read_both = read(tmp_path, 'litres = 3\ncolour = "blue"', KETTLE_LITRES="4", OTHER="x")

    assert read_both == Kettle(litres=4, colour="blue")


def test_an_empty_value_of_the_environment_is_none(tmp_path):
    assert read(tmp_path, KETTLE_LITRES="", KETTLE_FOLDER="there") == Kettle(folder=Path("there"))


@pytest.mark.parametrize(
    ("toml", "environment", "told"),
    [
        ("litre = 3", {}, "Vouliez-vous « litres »"),
        ("", {"KETTLE_WHISTLE": "1"}, "KETTLE_WHISTLE.* Réglages connus"),
        ("", {"KETTLE_LITRES": "two"}, "nombre entier"),
        ("litres = true", {}, "bon genre"),
        ("colour = 3", {}, "bon genre"),
        ("litres = 1.5", {}, "bon genre"),
        ("litres = ", {}, "TOML"),
    ],
)
def test_mistakes_are_told(tmp_path, toml, environment, told):
    with pytest.raises(WrongSetting, match=told):
        read(tmp_path, toml, **environment)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(WrongSetting, match="illisibles"):
        read_settings(Kettle, "kettle", tmp_path / "none.toml", {})
