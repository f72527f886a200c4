"""A student's forward pass in numpy, by Marian's names; it shares no code with the program."""

import numpy as np


class Student:
    """The formulas of one student with `weights` as (in, out) matrices; float64 throughout."""

    def __init__(self, shape, weights):
        self.shape = shape
        self.weights = {name: values.astype(np.float64) for name, values in weights.items()}

    def logprobs(self, source, target):
        """(T, V) log-probabilities and the guided head's rows (T, S) for given ids."""
        states, x = self._encode(source), self._embed(target, start=True)
        for layer in range(1, self.shape.decoder + 1):
            x = self._recurrence(x, f"decoder_l{layer}_rnn")
            x, heads = self._attend(x, states, f"decoder_l{layer}_context")
            x = self._feed_forward(x, f"decoder_l{layer}_ffn")
        logits = x @ self._output() + self.weights["decoder_ff_logit_out_b"]
        return logits - np.log(np.exp(logits).sum(-1, keepdims=True)), heads[0]

    def greedy(self, source, end, most, candidates=None, ngram=0):
        """The ids of the best piece at each step, up to `end`, and their log-probabilities.

        Only candidates count, the end is never first, and with `ngram` no run of so many
        pieces comes twice.
        """
        found, sure = [], []
        while len(found) < most and (not found or found[-1] != end):
            logprobs = self.logprobs(source, [*found, 0])[0][-1]
            allowed = range(self.shape.output) if candidates is None else candidates
            allowed = [id for id in allowed if not _repeats([*found, id], ngram)]
            allowed = [id for id in allowed if found or id != end]
            allowed.sort(key=lambda id: -logprobs[id])
            found.append(allowed[0])
            sure.append(logprobs[allowed[0]] - np.log(np.exp(logprobs[allowed]).sum()))
        return found, sure

    def _output(self):
        if "decoder_ff_logit_out_W" in self.weights:
            return self.weights["decoder_ff_logit_out_W"]
        return self._table("decoder_Wemb").T

    def _table(self, name):
        return self.weights[name] if name in self.weights else self.weights["Wemb"]

    def _encode(self, source):
        x = self._embed(source)
        for layer in range(1, self.shape.encoder + 1):
            x, _ = self._attend(x, x, f"encoder_l{layer}_self")
            x = self._feed_forward(x, f"encoder_l{layer}_ffn")
        return x

    def _embed(self, ids, start=False):
        rows = self._table("decoder_Wemb" if start else "encoder_Wemb")[ids]
        if start:  # each place sees the piece before its own, the first one nothing
            rows = np.concatenate([np.zeros((1, rows.shape[1])), rows[:-1]])
        width = rows.shape[1]
        steps = 10000.0 ** (-np.arange(width // 2) / (width // 2 - 1))
        angles = np.arange(len(rows))[:, None] * steps
        return rows * width**0.5 + np.concatenate([np.sin(angles), np.cos(angles)], 1)

    def _affine(self, x, name, part):
        return x @ self.weights[f"{name}_W{part}"] + self.weights[f"{name}_b{part}"]

    def _norm(self, x, name):
        centred = x - x.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-6)
        return scaled * self.weights[f"{name}_ln_scale"] + self.weights[f"{name}_ln_bias"]

    def _attend(self, x, states, name):
        heads = self.shape.heads

        def parts(values):
            return values.reshape(len(values), heads, -1).swapaxes(0, 1)

        q = parts(self._affine(x, name, "q"))
        k, v = (parts(self._affine(states, name, part)) for part in "kv")
        scores = np.exp(q @ k.swapaxes(1, 2) / q.shape[-1] ** 0.5)
        rows = scores / scores.sum(-1, keepdims=True)
        context = (rows @ v).swapaxes(0, 1).reshape(x.shape)
        return self._norm(x + self._affine(context, name, "o"), f"{name}_Wo"), rows

    def _feed_forward(self, x, name):
        inner = np.maximum(self._affine(x, name, "1"), 0)
        return self._norm(x + self._affine(inner, name, "2"), f"{name}_ffn")

    def _recurrence(self, x, name):
        forget = 1 / (1 + np.exp(-self._affine(x, name, "f")))
        candidate, cell, cells = x @ self.weights[f"{name}_W"], np.zeros(x.shape[1]), []
        for keep, new in zip(forget, candidate, strict=True):
            cell = keep * cell + (1 - keep) * new
            cells.append(cell)
        return self._norm(x + np.maximum(cells, 0), f"{name}_ffn")


def _repeats(ids, ngram):
    last = ids[-ngram:]
    return ngram > 0 and any(ids[at : at + ngram] == last for at in range(len(ids) - ngram))
