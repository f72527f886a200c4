"""Names of repositories and of their files that may be used."""

from __future__ import annotations

import re

from models.messages import Problem, UsageError
from models.offers import Plan

# ASCII letters and digits at both ends, no "--" (it stands for "/" on disk) and no "..".
PART = r"(?!.*(?:--|\.\.))[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_])?"
REPOSITORY = re.compile(rf"(?:{PART}/)?(?!.*\.git$){PART}", re.ASCII)
FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,200}", re.ASCII)  # and so in no folder
SHOWN = 60  # characters of a wrong name that are repeated


def check_plan(plan: Plan) -> None:
    """Raise `Problem` for a plan whose files do not belong into one folder."""
    check_repository(plan.repo)
    wild = [file.path for file in plan.files if not FILE.fullmatch(file.path)]
    if wild:
        raise Problem(
            f"The plan for {plan.repo} names files that may not be written.",
            "Throw the download away and begin it anew.",
            repr(wild[:SHOWN]),
        )


def check_repository(repo: str) -> None:
    """Raise `UsageError` for what cannot be the name of a repository."""
    if not REPOSITORY.fullmatch(repo):
        shown = "".join(letter if letter.isprintable() else "?" for letter in repo[:SHOWN])
        raise UsageError(
            f"“{shown}” cannot be the name of a checkpoint on the hub.",
            "It looks like owner/name, of letters, digits, dots, dashes and underscores.",
        )
