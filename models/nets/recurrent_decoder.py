"""The decoder of recurrent nets: a recurrence, a look at the source, a readout."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn

from models.nets import Memory
from models.nets.attention_scores import hard, score_of, soft
from models.nets.looking import Look
from models.nets.recurrent_encoder import recurrence
from models.nets.recurrent_sizes import RecurrentSizes
from models.nets.stack import TokenTable


class RecurrentState:
    """What the decoder remembers of the output so far, for R rows.

    `layers` holds the hidden states (L, R, N), of an LSTM also the cells; `readout` is the
    last one (R, D), kept for input feeding.
    """

    def __init__(self, layers: tuple[Tensor, ...], readout: Tensor) -> None:
        self.layers = layers
        self.readout = readout

    def reorder(self, rows: Tensor) -> None:
        """Row i becomes what row rows[i] was."""
        self.layers = tuple(part.index_select(1, rows) for part in self.layers)
        self.readout = self.readout.index_select(0, rows)


class Written(NamedTuple):
    """Readouts (R, n, D), and the weights (B, H, R/B*n, S) or None without attention."""

    readouts: Tensor
    weights: Tensor | None


class Readout(nn.Module):
    """r = tanh(W_h h + W_c c + W_e e): the attentional vector of Luong et al. 2015 (equation
    5) that also knows the last piece, as in Bahdanau et al. 2015 (appendix A.2.2).
    """

    def __init__(self, sizes: RecurrentSizes, context: int) -> None:
        super().__init__()
        self.state = nn.Linear(sizes.hidden, sizes.width)
        self.context = nn.Linear(context, sizes.width, bias=False)
        self.token = nn.Linear(sizes.width, sizes.width, bias=False)

    def forward(self, state: Tensor, context: Tensor, token: Tensor) -> Tensor:
        """(R, n, N), (R, n or 1, C), (R, n, D) -> (R, n, D)."""
        return torch.tanh(self.state(state) + self.context(context) + self.token(token))


class RecurrentDecoder(nn.Module):
    """Attention follows the recurrence (Luong et al. 2015, section 3), so that the recurrence
    over a known target is one call. With input feeding (there, section 3.3) it is a loop.

    Without attention the source's ends are the context of every step and enter the recurrence
    (Cho et al. 2014, section 2.2). `dropout` is for training, 0 as it is built.
    """

    def __init__(self, sizes: RecurrentSizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.embed_tokens = TokenTable(sizes.vocabulary, sizes.width)
        self.dropout = nn.Dropout(0.0)
        states = sizes.decoder_layers * sizes.memories * sizes.hidden
        self.bridge = nn.Linear(sizes.annotation, states)
        self.score = score_of(sizes.attention, sizes.hidden, sizes.annotation, sizes.heads)
        fed = sizes.width if sizes.input_feeding else 0
        fixed = 0 if sizes.attends else sizes.annotation
        self.recurrence = recurrence(sizes, sizes.width + fed + fixed, sizes.decoder_layers)
        context = sizes.annotation if self.score is None else self.score.context
        self.readout = Readout(sizes, context)

    def begin(self, memory: Memory, beams: int) -> RecurrentState:
        """The state before the first token, for `beams` rows of each sentence."""
        (ends,) = memory.summary
        sizes = self.sizes
        shape = len(ends), sizes.memories, sizes.decoder_layers, sizes.hidden
        parts: Tensor = torch.tanh(self.bridge(ends)).view(shape)
        rows = parts.repeat_interleave(beams, dim=0).permute(1, 2, 0, 3)  # (1 or 2, L, R, N)
        layers = tuple(part.contiguous() for part in rows)
        return RecurrentState(layers, ends.new_zeros(rows.shape[2], sizes.width))

    def forward(self, tokens: Tensor, memory: Memory, state: RecurrentState) -> Written:
        """Read tokens (R, n) after what is in the state, which goes on."""
        x = self.dropout(self.embed_tokens(tokens))
        if not self.sizes.input_feeding:
            return self._write(x, self._run(x, memory, state), memory)
        steps = []
        for token in x.split(1, dim=1):
            fed = torch.cat([token, state.readout[:, None]], dim=2)
            step = self._write(token, self._run(fed, memory, state), memory)
            state.readout = step.readouts[:, 0]
            steps.append(step)
        return _joined(steps, memory.sentences)

    def _run(self, x: Tensor, memory: Memory, state: RecurrentState) -> Tensor:
        # (R, n, inputs) -> (R, n, N)
        if self.score is None:
            x = torch.cat([x, self._fixed(x, memory).expand(-1, x.shape[1], -1)], dim=2)
        if self.sizes.cell == "lstm":
            hidden, cell = state.layers
            states, state.layers = self.recurrence(x, (hidden, cell))
        else:
            states, last = self.recurrence(x, state.layers[0])
            state.layers = (last,)
        return states  # type: ignore[no-any-return]

    def _fixed(self, x: Tensor, memory: Memory) -> Tensor:
        # the source's ends (R, 1, 2N) for the rows of x (R, n, *)
        (ends,) = memory.summary
        return ends.repeat_interleave(x.shape[0] // memory.sentences, dim=0)[:, None]

    def _write(self, token: Tensor, states: Tensor, memory: Memory) -> Written:
        if self.score is None:
            context, weights = self._fixed(states, memory), None
        else:
            values = memory.keys_values[0][1]
            weights = self._weights(self._scores(states, memory))
            found = torch.matmul(weights, values)  # (B, H, R/B*n, E)
            rows, new = states.shape[:2]
            context = found.transpose(1, 2).reshape(rows, new, -1)
        return Written(self.dropout(self.readout(states, context, token)), weights)

    def _scores(self, states: Tensor, memory: Memory) -> Tensor:
        # (B, H, R/B*n, S): the beams of a sentence are further queries
        assert self.score is not None
        query = states.reshape(memory.sentences, -1, states.shape[2])
        scores: Tensor = self.score(query, memory.keys_values[0][0])
        return scores if memory.mask is None else scores + memory.mask

    def _weights(self, scores: Tensor) -> Tensor:
        return hard(scores, sample=self.training) if self.sizes.hard else soft(scores)

    def looking(self, tokens: Tensor, memory: Memory) -> Look | None:
        """What the attention of inputs (1, n), from the start on, is made of."""
        if self.score is None:
            return None
        states = self._states(tokens, memory)
        keys, values = memory.keys_values[0]
        return Look(
            self.score(states, keys),
            memory.mask,
            values,
            self.readout.context.weight,
            self.score.scale,
            name=self.score.formula,
            hard=self.sizes.hard,
            terms=self.score.terms(states, keys),
        )

    def _states(self, tokens: Tensor, memory: Memory) -> Tensor:
        # (1, n) -> (1, n, N), the recurrence alone
        state, states = self.begin(memory, 1), []
        for token in self.embed_tokens(tokens).split(1, dim=1):
            x = token
            if self.sizes.input_feeding:
                x = torch.cat([token, state.readout[:, None]], dim=2)
            states.append(self._run(x, memory, state))
            state.readout = self._write(token, states[-1], memory).readouts[:, 0]
        return torch.cat(states, dim=1)


def _joined(steps: list[Written], sentences: int) -> Written:
    """Single steps as one: beams of a sentence are further queries, each with all its steps."""
    readouts = torch.cat([step.readouts for step in steps], dim=1)
    weights = [step.weights for step in steps if step.weights is not None]
    if not weights:
        return Written(readouts, None)
    # each (B, H, K, S) -> (B, H, K, n, S) -> (B, H, K*n, S)
    return Written(readouts, torch.stack(weights, dim=3).flatten(2, 3))
