"""How the threads of torch wait for one another, which is settled before torch is loaded."""

from __future__ import annotations

from collections.abc import MutableMapping

# With a thread on each core and another program running, GNU's OpenMP would wait at the end of
# every operation spinning, for up to the 8 ms that the scheduler gives to the other program:
# translation becomes a hundred times slower. This many turns take about 1.5 ms, longer than
# what lies between two operations. With a fifth of it a quiet machine is a tenth slower.
SPINS = "100000"
# The same for the OpenMP of LLVM and Intel (macOS and Windows), in milliseconds; without it
# threads spin for 200.
BLOCK_TIME = "1"


def settle_waiting(environment: MutableMapping[str, str]) -> None:
    """Have threads spin for a moment and then sleep, unless the user has said otherwise."""
    if "OMP_WAIT_POLICY" in environment:
        return
    environment.setdefault("GOMP_SPINCOUNT", SPINS)
    environment.setdefault("KMP_BLOCKTIME", BLOCK_TIME)
