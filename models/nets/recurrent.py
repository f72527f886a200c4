"""Recurrent encoder-decoder with attention (Bahdanau et al. 2015; Luong et al. 2015) that
follows the Net protocol: a search or an alignment cannot tell it from a Transformer.
"""

from __future__ import annotations

from dataclasses import replace

from torch import Tensor, nn

from models.messages import AttentionKind, UsageError
from models.nets import (
    AllHeads,
    Cache,
    Candidates,
    Head,
    Memory,
    Replay,
    Source,
    Spot,
    Want,
    Watch,
)
from models.nets.attention import contribution_norms
from models.nets.int8 import sample_of
from models.nets.looking import Look
from models.nets.output import inputs_after, restricted, scores_of
from models.nets.recurrent_decoder import RecurrentDecoder, RecurrentState, Written
from models.nets.recurrent_encoder import RecurrentEncoder
from models.nets.recurrent_sizes import RecurrentSizes


class Recurrent(nn.Module):
    """An encoder, a decoder and an output layer. Nothing is tied or initialised here."""

    def __init__(self, sizes: RecurrentSizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = RecurrentEncoder(sizes)
        self.decoder = RecurrentDecoder(sizes)
        self.lm_head = nn.Linear(sizes.width, sizes.vocabulary)

    def encode(
        self, source: Source, candidates: Candidates | None = None, attention: bool = False
    ) -> Memory:
        """See `Net.encode`; a recurrent encoder has no attention."""
        del attention
        sample = sample_of(self.lm_head)
        read = self.encoder(source)
        mask, score = source.mask(), self.decoder.score
        candidates = candidates and candidates.like(sample)
        return Memory(
            states=read.states,
            mask=None if mask is None else mask.to(sample),
            keys_values=() if score is None else (score.prepare(read.states),),
            output=restricted(self.lm_head, None, candidates),
            candidates=candidates,
            summary=(read.ends,),
        )

    def cache(self, memory: Memory, beams: int) -> Cache:
        """See `Net.cache`."""
        return Cache([self.decoder.begin(memory, beams)])

    def step(
        self, tokens: Tensor, memory: Memory, cache: Cache, watch: Watch | None = None
    ) -> tuple[Tensor, Tensor | None]:
        """See `Net.step`."""
        rows, new = tokens.shape
        state = cache.states[0]
        assert isinstance(state, RecurrentState)
        written: Written = self.decoder(tokens, memory, state)
        cache.length += new
        logits = memory.logits(written.readouts[:, -1])
        if watch is None or written.weights is None:
            return logits, None
        by_row = written.weights.transpose(1, 2)  # (B, R/B*n, H, S)
        last = by_row.reshape(rows, new, *by_row.shape[2:])[:, -1].float()
        return logits, last[:, None] if isinstance(watch, AllHeads) else last[:, watch.head]

    def states(
        self, memory: Memory, start: int, target: Tensor, watch: Head | None = None
    ) -> tuple[Tensor, Tensor | None]:
        """Decoder states (B, T, D) before the output layer; row t predicts target piece t.

        Beside them the weights (B, T, S) of a watched head.
        """
        readouts, weights = self._written(memory, start, target)
        if watch is None or weights is None:
            return readouts, None
        return readouts, weights[:, watch.head].float()

    def _written(self, memory: Memory, start: int, target: Tensor) -> Written:
        inputs = inputs_after(start, target.to(memory.states.device))
        written: Written = self.decoder(inputs, memory, self.decoder.begin(memory, 1))
        return written

    def replay(self, memory: Memory, start: int, target: Tensor, want: Want) -> Replay:
        """See `Net.replay`."""
        written = self._written(memory, start, target)
        found = Replay()
        if want.logprobs:
            logits = self.lm_head(written.readouts)
            found = scores_of(logits, target.to(logits.device), want)
        weights = written.weights
        if weights is None:
            return found
        shown = weights if want.heads or want.norms else weights.mean(1, keepdim=True)
        norms = self.norms(memory, weights[:, None]) if want.norms else None
        cross = shown.float()[:, None] if want.cross else None
        return replace(found, cross=cross, norms=norms)

    def norms(self, memory: Memory, cross: Tensor) -> Tensor:
        """See `Net.norms`."""
        values, output = memory.keys_values[0][1], self.decoder.readout.context.weight
        return contribution_norms(cross[:, 0], values, output)[:, None]

    def look(self, source: Source, start: int, target: Tensor, spot: Spot) -> Look | None:
        """See `Net.look`."""
        if spot.kind is not AttentionKind.CROSS:
            return None
        if spot.layer != 0:
            raise UsageError(f"There is no layer {spot.layer}.", "The only layer here is 0.")
        inputs = inputs_after(start, target.to(sample_of(self.lm_head).device))
        return self.decoder.looking(inputs, self.encode(source))

    def flatten(self) -> None:
        """Lay the weights of each recurrence side by side, as fast kernels on a GPU want."""
        for module in (self.encoder.recurrence, self.decoder.recurrence):
            module.flatten_parameters()
