"""Inference for attention sequence-to-sequence checkpoints, with their alignments.

Axis letters in shape comments: B batch, K beam, R rows (B x K), S source, T target,
H heads, D width, E head width, V vocabulary, L layers.
"""

import os

from models.openmp import settle_waiting

settle_waiting(os.environ)
