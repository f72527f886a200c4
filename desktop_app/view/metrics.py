"""Distances of the window, in logical pixels: everything lies on a grid of eight."""

GRID = 8
MARGIN = 16  # around the page
PANE_MARGIN = 12  # around a pane's text
RADIUS = 8  # of panes
BUTTON_RADIUS = 6
BUTTON_HEIGHT = 32
STATUS_HEIGHT = 24  # of the last line of a page
ICON = 16
LINE_HEIGHT = 140  # per cent, of the panes' text
STRIP_SCALE = 1.1  # of the strip's words to the system's font
TEXT_SCALE = 1.15  # of the panes' text to the system's font
ZOOMS = (70, 80, 90, 100, 110, 125, 150, 175, 200, 250)  # per cent
SMALLEST_WINDOW = (720, 480)
FIRST_WINDOW = (1280, 800)
