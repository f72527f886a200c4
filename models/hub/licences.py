"""What a licence's name on the hub says about commercial use."""

from __future__ import annotations

import re

FREE = frozenset(
    {"apache-2.0", "mit", "cc0-1.0", "cc-by-4.0", "cc-by-3.0", "cc-by-2.0", "cc-by-sa-4.0"}
    | {"cc-by-sa-3.0", "bsd", "bsd-2-clause", "bsd-3-clause", "isc", "unlicense", "zlib"}
    | {"mpl-2.0", "lgpl-2.1", "lgpl-3.0", "gpl-2.0", "gpl-3.0", "gpl", "lgpl", "agpl-3.0"}
    | {"afl-3.0", "artistic-2.0", "bsl-1.0", "ecl-2.0", "epl-1.0", "epl-2.0", "wtfpl"}
)


def commercial(licence: str) -> bool | None:
    """Whether commercial use is allowed; None when the name does not tell."""
    name = licence.casefold()
    if "nc" in re.split(r"[^a-z]+", name) or "noncommercial" in name.replace("-", ""):
        return False
    return True if name in FREE else None
