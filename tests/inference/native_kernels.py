"""Matrices and comparisons for tests of the compiled kernels."""

from contextlib import contextmanager

import torch


def matrix(height, width, seed=0):
    """Normal numbers."""
    return torch.randn(height, width, generator=torch.Generator().manual_seed(seed))


def near(found, expected, share=0.02):
    """Fail where what was found is further away than that share of what is expected."""
    assert (found - expected).norm() <= share * expected.norm()


@contextmanager
def running_on(threads):
    """So many threads for a while."""
    before = torch.get_num_threads()
    torch.set_num_threads(threads)
    try:
        yield
    finally:
        torch.set_num_threads(before)
