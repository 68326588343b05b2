"""The one error of the exercises: an author's writing that cannot be carried out."""


class ExpressionError(ValueError):
    """An expression, a range or a text of an exercise cannot be read or worked out.

    `what` is the mistake, in French, for the author; `where` is the piece of writing that holds it.
    """

    def __init__(self, what: str, where: str = "") -> None:
        super().__init__(f"{what} : « {where} »" if where else what)
        self.what = what
        self.where = where
