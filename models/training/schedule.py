"""How fast a net learns at each step."""

from __future__ import annotations

import math

LEAST_SHARE = 0.02  # of the highest rate, at the end of a cosine


def rate_at(step: int, warm_up: int, decay: str, highest: float, used: float) -> float:
    """The rate of update `step` (from 1), `used` being the share of the run behind it.

    It grows evenly over `warm_up` steps. Then "inverse-root" falls with the root of the step
    (Vaswani et al. 2017, section 5.3), "cosine" with the share (Loshchilov and Hutter 2017).
    """
    grown = min(1.0, step / warm_up)
    if decay == "inverse-root":
        return highest * min(grown, math.sqrt(warm_up / step))
    if decay == "cosine":
        fallen = 0.5 * (1 + math.cos(math.pi * min(1.0, used)))
        return highest * grown * max(LEAST_SHARE, fallen)
    return highest * grown
