"""Trains a small English-French Transformer without guided alignment, for `alignment.py`.

Usage: unguided.py PAIRS.tsv.gz FOLDER [--steps N]
Pairs are English TAB French. The folder becomes a checkpoint of the family Marian. On one
thread 3,500 steps take about 20 minutes.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import sentencepiece
import torch
from transformers import MarianConfig, MarianMTModel

PIECES = 3000
END, UNKNOWN = 0, 1
WIDTH, LAYERS, HEADS = 256, 3, 8
MOST_PIECES = 60
BATCH_PIECES = 700  # target pieces of a batch, padding included
RATE, WARM_UP = 1e-3, 300
IGNORED = -100  # labels that transformers leaves out of the loss
Pair = tuple[list[int], list[int]]


def read_pairs(path: Path, dice: random.Random) -> list[tuple[str, str]]:
    """The pairs, every third joined with its followers: most are only six words long."""
    spaces = str.maketrans({"\u202f": " ", "\u00a0": " ", "\u2009": " ", "\u200b": None})
    with gzip.open(path, "rt", encoding="utf-8") as file:
        lines = [line.rstrip("\n").translate(spaces).split("\t")[:2] for line in file]
    pairs, at = [], 0
    while at < len(lines):
        many = dice.choice((1, 1, 1, 2, 2, 3))
        part = lines[at : at + many]
        pairs.append((" ".join(one for one, _ in part), " ".join(one for _, one in part)))
        at += many
    return pairs


def vocabulary(pairs: Sequence[tuple[str, str]]) -> bytes:
    """One SentencePiece model of both languages."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=(text for pair in pairs for text in pair),
        model_writer=model,
        vocab_size=PIECES,
        character_coverage=0.9999,
        eos_id=END,
        unk_id=UNKNOWN,
        bos_id=-1,
        pad_id=-1,
        input_sentence_size=60_000,
        shuffle_input_sentence=True,
        num_threads=1,
        minloglevel=2,
    )
    return model.getvalue()


def batches(pairs: Sequence[Pair], dice: random.Random) -> Iterator[list[Pair]]:
    """Pairs of similar length together, in another order each time through, without end."""
    while True:
        order = sorted(pairs, key=lambda pair: len(pair[1]) + dice.uniform(0, 4))
        found: list[list[Pair]] = [[]]
        for pair in order:
            if (len(found[-1]) + 1) * len(pair[1]) > BATCH_PIECES:
                found.append([])
            found[-1].append(pair)
        dice.shuffle(found)
        yield from found


def padded(rows: Sequence[Sequence[int]], filler: int) -> torch.Tensor:
    width = max(map(len, rows))
    return torch.tensor([[*row, *[filler] * (width - len(row))] for row in rows])


def new_model() -> MarianMTModel:
    """Random weights; no head is guided and attention is not regularised."""
    return MarianMTModel(
        MarianConfig(
            vocab_size=PIECES + 1,
            decoder_vocab_size=PIECES + 1,
            d_model=WIDTH,
            encoder_layers=LAYERS,
            decoder_layers=LAYERS,
            encoder_attention_heads=HEADS,
            decoder_attention_heads=HEADS,
            encoder_ffn_dim=2 * WIDTH,
            decoder_ffn_dim=2 * WIDTH,
            max_position_embeddings=256,
            activation_function="swish",
            scale_embedding=True,
            dropout=0.1,
            pad_token_id=PIECES,
            decoder_start_token_id=PIECES,
            eos_token_id=END,
            forced_eos_token_id=END,
            bad_words_ids=[[PIECES]],
            attn_implementation="eager",  # the fused one is slow backwards on processors
        )
    )


def rate(step: int, steps: int) -> float:
    return RATE * min(step / WARM_UP, 0.5 * (1 + math.cos(math.pi * step / (steps + 1))))


def train(model: MarianMTModel, pairs: Sequence[Pair], steps: int, dice: random.Random) -> None:
    """Teach the model for so many batches, and print how it goes."""
    optimizer = torch.optim.Adam(model.parameters(), betas=(0.9, 0.98), eps=1e-9, fused=True)
    model.train()
    began = time.monotonic()
    for step, batch in zip(range(1, steps + 1), batches(pairs, dice), strict=False):
        source = padded([one for one, _ in batch], PIECES)
        labels = padded([one for _, one in batch], IGNORED)
        start = torch.full((len(batch), 1), PIECES)
        before = labels[:, :-1].masked_fill(labels[:, :-1] == IGNORED, PIECES)
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(
                input_ids=source,
                attention_mask=(source != PIECES).long(),
                decoder_input_ids=torch.cat([start, before], dim=1),
                use_cache=False,
            ).logits
        loss = torch.nn.functional.cross_entropy(
            logits.flatten(0, 1).float(), labels.flatten(), label_smoothing=0.1
        )
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for group in optimizer.param_groups:
            group["lr"] = rate(step, steps)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        if step % 100 == 0:
            seconds = time.monotonic() - began
            print(f"step {step}  loss {loss.item():.3f}  {seconds:.0f} s", flush=True)


def save(model: MarianMTModel, spm: bytes, folder: Path) -> None:
    """A checkpoint folder as OPUS-MT's are."""
    model.save_pretrained(folder)
    processor = sentencepiece.SentencePieceProcessor(model_proto=spm)
    ids = {processor.id_to_piece(id): id for id in range(PIECES)} | {"<pad>": PIECES}
    settings = {"source_lang": "en", "target_lang": "fr", "separate_vocabs": False}
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(spm)
    (folder / "vocab.json").write_text(json.dumps(ids, ensure_ascii=False), "utf-8")
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), "utf-8")


def main() -> None:
    """Read, train and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--steps", type=int, default=3500)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    sentencepiece.set_random_generator_seed(1)
    dice = random.Random(1)
    texts = read_pairs(options.pairs, dice)
    spm = vocabulary(texts)
    processor = sentencepiece.SentencePieceProcessor(model_proto=spm)
    sides = [processor.encode([pair[at] for pair in texts]) for at in (0, 1)]
    pairs = [
        ([*source, END], [*target, END])
        for source, target in zip(*sides, strict=True)
        if max(len(source), len(target)) < MOST_PIECES
    ]
    print(f"{len(pairs):,} segments", flush=True)
    model = new_model()
    train(model, pairs, options.steps, dice)
    options.folder.mkdir(parents=True, exist_ok=True)
    save(model, spm, options.folder)


if __name__ == "__main__":
    main()
