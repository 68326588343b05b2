"""A country's own words in a region's exercise."""

import msgspec

from exchange.documents import Exercise, ExerciseWords


def with_own_words(exercise: Exercise, own: ExerciseWords | None) -> Exercise:
    """Return the exercise with the country's texts where it gives some; each language by itself.

    Hints and worked steps are replaced as a whole: a country may take fewer or more steps.
    """
    if own is None:
        return exercise
    return msgspec.structs.replace(
        exercise,
        ask=exercise.ask | own.ask,
        hints=own.hints or exercise.hints,
        worked=own.worked or exercise.worked,
        well_done=exercise.well_done | own.well_done,
    )
