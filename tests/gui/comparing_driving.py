"""Hands and eyes for the second text below the translation."""

from desktop_app.comparing import Comparison
from desktop_app.view.highlights import Tone


def entries(drive):
    """What the menu offers, and whether it can be chosen."""
    return [(each.text(), each.isEnabled()) for each in drive.page.compare.actions()]


def choose(drive, text):
    """Choose an entry of the menu by its beginning."""
    actions = drive.page.compare.actions()
    next(each for each in actions if each.text().startswith(text)).trigger()


def second(drive):
    return drive.page.compared.pane


def is_complete(drive):
    pane = second(drive)
    return pane.text.complete and pane.text.text() != "" and pane.count.text() != ""


def wait_compared(drive):
    """Until the second text is there and it is said how much of it differs."""
    drive.wait(lambda: is_complete(drive))
    drive.qtbot.wait(20)  # the marks are drawn a moment later


def on_ground(edit, tone=Tone.UNLIKE):
    """The stretches of a text box that stand on a ground, as Qt paints them."""
    raw = edit.document().toRawText().encode("utf-16-le")
    tints = [each for each in edit.tints if each.tone is tone]
    painted = {
        (each.cursor.selectionStart(), each.cursor.selectionEnd())
        for each in edit.extraSelections()
        if each.format.background().color().alpha()
    }
    assert painted >= {(each.start, each.end) for each in tints}
    return [raw[2 * each.start : 2 * each.end].decode("utf-16-le") for each in tints]


def back(drive):
    return Comparison(drive.app.selection.choices.back, back=True)
