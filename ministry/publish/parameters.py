"""The tutor's parameters: `parameters.json` of the region or a country, as `ministry calibrate` writes it."""

import msgspec

from exchange.documents import Parameters
from ministry.publish.catalogue import Catalogue
from ministry.publish.desk import Desk

NAME = "parameters.json"


def read_parameters(owner: str, catalogue: Catalogue, desk: Desk) -> None:
    """Put an owner's parameters, if there are any, into the catalogue; a file of another kind is noted."""
    file = desk.folder_of(owner) / NAME
    if not file.is_file():
        return
    desk.read.add(file)
    try:
        catalogue.parameters[owner] = msgspec.json.decode(file.read_bytes(), type=Parameters)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        desk.problems.note(file.as_posix(), 1, "not-parameters", found=str(error))


def parameters_for(country: str, catalogue: Catalogue) -> Parameters | None:
    """Return the country's own parameters, else the region's, else None."""
    return catalogue.parameters.get(country) or catalogue.parameters.get("region")
