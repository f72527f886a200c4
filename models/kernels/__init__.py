"""Compiled layers of 8-bit matrices, for processors that have fast ones; the rest runs without.

The C++ beside this file is compiled when the project is installed. Where there is no compiler,
or another kind of processor, `kernels()` is None and torch's own operations do the work.
"""
