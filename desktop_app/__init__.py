"""The window: shows what `models` computes, and never computes on the GUI thread."""

__version__ = "0.1.0"
