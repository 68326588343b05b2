"""Whether modules and parcours of pupils stand in a year that the country has."""

from collections.abc import Sequence

from exchange.documents import Country, Module, Parcours
from ministry.publish.catalogue import Catalogue
from ministry.publish.desk import Desk


def check_levels(country: Country, modules: Sequence[Module], catalogue: Catalogue, desk: Desk) -> None:
    """Note each parcours and each module of it whose year is none of the country's levels."""
    years = sorted(level.year for level in country.levels)
    wanted = ", ".join(map(str, years))
    placed: list[Parcours | Module] = [*country.parcours, *modules]
    for document in placed:
        if document.audience == "learner" and document.year not in years:
            sheet, found = catalogue.sheets[document.id], str(document.year)
            desk.note(sheet, "year", "unknown-level", found=found, country=country.id, wanted=wanted)
