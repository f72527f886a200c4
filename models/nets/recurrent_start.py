"""Recurrent nets with the numbers that training begins with."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from models.nets.attention_scores import Additive
from models.nets.recurrent import Recurrent
from models.nets.recurrent_sizes import RecurrentSizes
from models.nets.stack import TokenTable


def build_recurrent(sizes: RecurrentSizes) -> Recurrent:
    """A net with random weights, drawn from torch's generator; tied as its sizes say."""
    net = Recurrent(sizes)
    with torch.no_grad():
        for module in net.modules():
            _initialise(module)
        nn.init.normal_(net.lm_head.weight, std=sizes.width**-0.5)
    if sizes.tied:
        net.decoder.embed_tokens.weight = net.lm_head.weight  # type: ignore[assignment]
    return net


def _initialise(module: nn.Module) -> None:
    if isinstance(module, nn.Linear):
        nn.init.xavier_uniform_(module.weight)
        if module.bias is not None:
            nn.init.zeros_(module.bias)
    elif isinstance(module, TokenTable):
        nn.init.normal_(module.weight, std=module.weight.shape[1] ** -0.5)
    elif isinstance(module, Additive):
        bound = math.sqrt(3 / module.weight.numel())
        nn.init.uniform_(module.weight, -bound, bound)
    elif isinstance(module, nn.GRU | nn.LSTM):
        for name, weight in module.named_parameters():
            _initialise_cell(name, weight, module)


def _initialise_cell(name: str, weight: Tensor, module: nn.GRU | nn.LSTM) -> None:
    # Gates lie one below the other; each has a matrix of its own, orthogonal where it is the
    # recurrent one (Saxe et al. 2014).
    if name.startswith("bias"):
        nn.init.zeros_(weight)
        if isinstance(module, nn.LSTM) and name.startswith("bias_ih"):
            # A forget gate that is open lets gradients pass (Jozefowicz et al. 2015).
            weight[module.hidden_size : 2 * module.hidden_size] = 1.0
        return
    for gate in torch.split(weight, module.hidden_size):
        if name.startswith("weight_hh"):
            nn.init.orthogonal_(gate)
        else:
            nn.init.xavier_uniform_(gate)
