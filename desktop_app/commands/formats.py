"""How segments are printed: JSON objects and Pharaoh links."""

from __future__ import annotations

from models.export import json_line, pharaoh_line

__all__ = ["json_line", "pharaoh"]

pharaoh = pharaoh_line
