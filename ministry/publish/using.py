"""What a country uses of the catalogue: the modules of its parcours and every skill behind them."""

from exchange.documents import Country, Module, Skill
from ministry.publish.catalogue import Catalogue


def modules_of(country: Country, catalogue: Catalogue) -> list[Module]:
    """Return the modules that the country's parcours name, by id, without those that could not be read."""
    named = {module for parcours in country.parcours for module in parcours.modules}
    return [catalogue.modules[module] for module in sorted(named) if module in catalogue.modules]


def skills_of(country: Country, catalogue: Catalogue) -> list[Skill]:
    """Return the skills practised in these modules and all that must be known before, by id."""
    waiting = [
        skill
        for module in modules_of(country, catalogue)
        for grain in module.grains
        for skill in grain.skills
    ]
    used: dict[str, Skill] = {}
    while waiting:
        identity = waiting.pop()
        if identity in catalogue.skills and identity not in used:
            used[identity] = catalogue.skills[identity]
            waiting.extend(used[identity].hard)
    return [used[identity] for identity in sorted(used)]
