"""Tiny random models of the reference, and the Net protocol over them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import (
    BartConfig,
    BartForConditionalGeneration,
    MarianConfig,
    MarianMTModel,
    PreTrainedModel,
    T5Config,
    T5ForConditionalGeneration,
)
from transformers.modeling_outputs import BaseModelOutput

from models.families.folder.generation_file import read_generation
from models.front import Columns, Hypothesis, Settings
from models.generation import Generation
from models.nets import Cache, Candidates, Head, Memory, Source
from models.nets.output import FloatOutput
from models.rules.settings import rules_of
from models.search import start_search

VOCABULARY, PAD = 60, 1
SPECIAL = {"pad_token_id": PAD, "eos_token_id": 2, "decoder_start_token_id": 3}


def marian() -> PreTrainedModel:
    config = MarianConfig(**stacks(), scale_embedding=True, **common())
    return lively(MarianMTModel(config))


def bart() -> PreTrainedModel:
    config = BartConfig(**stacks(), bos_token_id=0, **common())
    return lively(BartForConditionalGeneration(config))


def t5() -> PreTrainedModel:
    config = T5Config(
        d_kv=8, d_ff=32, num_layers=2, num_heads=2, initializer_factor=3.0, **common()
    )
    return lively(T5ForConditionalGeneration(config))


def common() -> dict[str, object]:
    special = {**SPECIAL, "forced_eos_token_id": None}
    return {"vocab_size": VOCABULARY, "d_model": 16, "tie_word_embeddings": False, **special}


def stacks() -> dict[str, object]:
    sides = ("encoder", "decoder")
    sizes = {f"{side}_layers": 2 for side in sides} | {f"{side}_ffn_dim": 32 for side in sides}
    heads = {f"{side}_attention_heads": 2 for side in sides}
    return {**sizes, **heads, "max_position_embeddings": 64, "init_std": 0.5}


def lively(model: PreTrainedModel) -> PreTrainedModel:
    """Logits of unit spread, the end token likelier: outputs of many lengths."""
    model.eval()
    inner = model.lm_head.in_features
    with torch.no_grad():
        model.lm_head = nn.Linear(inner, VOCABULARY)
        model.lm_head.bias.zero_()
        some = torch.randint(4, VOCABULARY, (8, 9))
        spread = model(input_ids=some, decoder_input_ids=some).logits.std()
        model.lm_head.weight /= spread
        model.lm_head.bias[SPECIAL["eos_token_id"]] = 2.5
    model.generation_config.forced_eos_token_id = None
    model.generation_config.bad_words_ids = None
    return model


@dataclass
class Said:
    """All decoder inputs so far of each row."""

    tokens: Tensor

    def reorder(self, rows: Tensor) -> None:
        self.tokens = self.tokens[rows]


class ReferenceNet:
    """A model of the reference, run anew on the whole output at each step."""

    def __init__(self, model: PreTrainedModel) -> None:
        self._model = model

    def encode(
        self, source: Source, candidates: Candidates | None = None, attention: bool = False
    ) -> Memory:
        del attention
        mask = (torch.arange(source.ids.shape[1]) < source.lengths[:, None]).long()
        states = self._model.get_encoder()(source.ids, attention_mask=mask).last_hidden_state
        return Memory(
            states, mask, (), FloatOutput(self._model.lm_head.weight, None), candidates
        )

    def cache(self, memory: Memory, beams: int) -> Cache:
        return Cache([Said(torch.empty(memory.sentences * beams, 0, dtype=torch.long))])

    def step(
        self, tokens: Tensor, memory: Memory, cache: Cache, watch: Head | None = None
    ) -> tuple[Tensor, Tensor | None]:
        (said,) = cache.states
        assert watch is None
        assert isinstance(said, Said)
        assert memory.mask is not None
        said.tokens = torch.cat([said.tokens, tokens], dim=1)
        beams = len(said.tokens) // memory.sentences
        found = self._model(
            encoder_outputs=BaseModelOutput(memory.states.repeat_interleave(beams, 0)),
            attention_mask=memory.mask.repeat_interleave(beams, 0),
            decoder_input_ids=said.tokens,
            use_cache=False,
        )
        return found.logits[:, -1].clone(), None


def generation_of(options: dict[str, object]) -> Generation:
    """Settings as a config.json with these options gives them."""
    return read_generation(Path("nowhere"), {"vocab_size": VOCABULARY, **SPECIAL, **options})


def ours(
    model: PreTrainedModel,
    sources: list[list[int]],
    options: dict[str, object],
    hypotheses: int = 1,
    generation: Generation | None = None,
    sampled: bool = False,
) -> list[list[Hypothesis]]:
    """The hypotheses of our own search."""
    generation = generation or generation_of(options)
    net = ReferenceNet(model)
    with torch.inference_mode():
        memory = net.encode(Source.of(sources, PAD))
    most = generation.max_new or (generation.max_length or 21) - 1
    settings = Settings(
        generation.start,
        generation.ends,
        (most,) * len(sources),
        generation.beams,
        generation.length_penalty,
        generation.early_stopping,
        hypotheses=hypotheses,
        sampling=generation.sampling if sampled else None,
    )
    rules = rules_of(generation, Columns(memory), sources)
    search = start_search(net, memory, settings, rules, None)
    while not search.done:
        search.step()
    return search.results()
