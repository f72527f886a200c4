"""Matrices of any size made by a rule, for tests and measures of the panel."""

from array import array

from desktop_app.view.matrix_sheet import Sheet
from models.messages import Level, Matrix, Token


def row_of_tokens(count, name):
    return tuple(Token(f"{name}{at}", 6 * at, 6 * at + 5) for at in range(count))


def weights(*shape):
    """Rows that look at the diagonal and a little beside it."""
    *outer, rows, columns = shape
    count = 1
    for each in outer:
        count *= each
    made = array("f")
    for number in range(count):
        for row in range(rows):
            best = row * columns // rows
            made.extend(
                max(0.0, 0.95 - 0.3 * abs(column - best) - 0.01 * (number % 7))
                for column in range(columns)
            )
    return Matrix(tuple(shape), made.tobytes())


def sheet(rows, columns, threshold=0.4):
    level = Level(
        row_of_tokens(columns, "wort"), row_of_tokens(rows, "word"), weights(rows, columns)
    )
    return Sheet(0, level, threshold)
