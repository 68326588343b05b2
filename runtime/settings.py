"""Settings of a program: one TOML file, then the environment, into a frozen dataclass.

An unknown name is an error: a setting that is misspelt would otherwise be silently ignored.
"""

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from exchange.errors import NeedsAPerson

Form = TypeVar("Form")


class WrongSetting(NeedsAPerson):
    """A setting has an unknown name or a value of the wrong kind."""


def read_settings(
    form: type[Form],
    program: str,
    file: Path | None,
    environment: Mapping[str, str],
) -> Form:
    """Return the settings of `program`; the environment (`PROGRAM_NAME=…`) wins over the file.

    An empty value in the environment counts as not given.

    Raises:
        WrongSetting: a name is unknown, a value is not of its kind, or the file cannot be read.
    """
    kinds = {field.name: get_type_hints(form)[field.name] for field in fields(form)}  # type: ignore[arg-type]
    given = {**_from_file(file), **_from_environment(program, environment)}
    unknown = sorted(set(given) - set(kinds))
    if unknown:
        raise WrongSetting(_unknown(unknown[0], given[unknown[0]][0], list(kinds)))
    return form(**{name: _as_kind(kinds[name], where, value) for name, (where, value) in given.items()})


def _from_file(file: Path | None) -> dict[str, tuple[str, Any]]:
    """Return name → (where it was read, value)."""
    if file is None:
        return {}
    try:
        read = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise WrongSetting(f"Réglages illisibles : {file} ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongSetting(f"{file} n'est pas du TOML : {error}") from error
    return {name: (f"{file} : {name}", value) for name, value in read.items()}


def _from_environment(program: str, environment: Mapping[str, str]) -> dict[str, tuple[str, Any]]:
    """Return name → (where it was read, value)."""
    start = program.upper() + "_"
    return {
        name.removeprefix(start).lower(): (name, value)
        for name, value in environment.items()
        if name.startswith(start) and value
    }


def _unknown(name: str, where: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    proposal = f" Vouliez-vous « {near[0]} » ?" if near else f" Réglages connus : {', '.join(known)}."
    return f"Réglage inconnu : {where}.{proposal}"


def _as_kind(kind: Any, where: str, value: Any) -> Any:
    """Return the value as a path, a whole number or a text.

    Raises:
        WrongSetting: it cannot be one.
    """
    if kind is int and isinstance(value, int | str) and not isinstance(value, bool):
        try:
            return int(value)
        except ValueError:
            raise WrongSetting(f"{where} doit être un nombre entier, et non « {value} ».") from None
    if kind in (Path, str) and isinstance(value, str):
        return kind(value)
    raise WrongSetting(f"{where} n'est pas du bon genre : « {value} ».")
