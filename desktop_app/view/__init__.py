"""Widgets. They emit what the user wants and show what they are given."""
