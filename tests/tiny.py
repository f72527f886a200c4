"""Writes small random checkpoints: real bytes in the documented formats, nothing borrowed.

The writer shares no code with the program's readers.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import sentencepiece
import yaml

FLOAT32, INT8, INTGEMM8 = 0x0404, 0x0101, 0x4101
MAGIC = 0xF11A48D5013417F5
ALIGNED = 256  # bytes; data of every tensor begins and ends at a multiple
EOS, UNKNOWN = 0, 1

SENTENCES = (
    "The old house stands near the river.",
    "A velha casa fica perto do rio.",
    "She reads a letter in the garden.",
    "Ela lê uma carta no jardim.",
    "We bought bread, milk and apples.",
    "Comprámos pão, leite e maçãs.",
    "Who opened the window this morning?",
    "Quem abriu a janela esta manhã?",
    "They sold the red boat yesterday!",
    "Venderam ontem o barco vermelho!",
    "It is raining; the streets are empty.",
    "Está a chover; as ruas estão vazias.",
    "My brother works far from home.",
    "O meu irmão trabalha longe de casa.",
    "The train leaves at 7 and returns at 9.",
    "O comboio parte às 7 e volta às 9.",
)

# For a target side without blanks.
CHINESE = (
    "老房子在河边。",
    "老房子昨天卖掉了。",
    "河边的老房子很远。",
    "她在花园里读一封信。",
    "我哥哥在花园里读信。",
    "一封信在窗户旁边。",
    "昨天早上谁打开了窗户?",
    "今天早上我打开了窗户。",
    "他们昨天卖掉了那条红船!",
    "那条红船今天在河边。",
    "我们买了面包、牛奶和苹果。",
    "今天我们买了苹果和面包。",
    "正在下雨;街上没有人。",
    "昨天下雨,花园里没有人。",
    "火车七点开,九点回来。",
    "我哥哥今天九点回来。",
)


@dataclass(frozen=True)
class Raw:
    """One tensor as it stands in the file."""

    type: int
    shape: tuple[int, ...]
    data: bytes


def float32(values: np.ndarray) -> Raw:
    return Raw(FLOAT32, values.shape, _padded(values.astype("<f4").tobytes()))


def int8(values: np.ndarray, row_major: bool = False) -> Raw:
    """Quantised values, transposed unless they are an embedding, then their multiplier."""
    multiplier = np.float32(127 / np.abs(values).max())
    quantised = np.round(values * multiplier).astype(np.int8)
    stored = quantised if row_major else quantised.T
    data = stored.tobytes() + struct.pack("<f", multiplier)
    return Raw(INTGEMM8, values.shape, _padded(data))


def text(content: str) -> Raw:
    data = content.encode() + b"\0"
    return Raw(INT8, (len(data),), data)


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % ALIGNED)


def marian_bytes(tensors: Mapping[str, Raw]) -> bytes:
    """A Marian binary of version 1."""
    names = [name.encode() + b"\0" for name in tensors]
    out = io.BytesIO()
    out.write(struct.pack("<QQ", 1, len(names)))
    for name, raw in zip(names, tensors.values(), strict=True):
        out.write(struct.pack("<4Q", len(name), raw.type, len(raw.shape), len(raw.data)))
    out.write(b"".join(names))
    for raw in tensors.values():
        out.write(struct.pack(f"<{len(raw.shape)}i", *raw.shape))
    padding = -(out.tell() + 8) % ALIGNED
    out.write(struct.pack("<Q", padding) + bytes(padding))
    out.write(b"".join(raw.data for raw in tensors.values()))
    return out.getvalue()


@lru_cache
def vocabulary(size: int = 80) -> bytes:
    """A SentencePiece model with the end token 0 and the unknown piece 1."""
    return _trained(SENTENCES, size, EOS, UNKNOWN)


@lru_cache
def chinese_vocabulary(size: int = 84, eos: int = EOS) -> bytes:
    """A SentencePiece model for Chinese whose unknown piece is the id after the end token."""
    return _trained(CHINESE, size, eos, eos + 1)


def _trained(sentences: Sequence[str], size: int, eos: int, unknown: int) -> bytes:
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sentences),
        model_writer=model,
        vocab_size=size,
        eos_id=eos,
        unk_id=unknown,
        bos_id=-1,
        pad_id=-1,
        minloglevel=2,
    )
    return model.getvalue()


def pieces_in(model: bytes) -> int:
    return int(sentencepiece.SentencePieceProcessor(model_proto=model).get_piece_size())


def shortlist_bytes(lists: Sequence[Sequence[int]], first: int = 10) -> bytes:
    """The shortlist with these target ids for each source id."""
    offsets = np.cumsum([0, *map(len, lists)])
    listed = np.array([id for ids in lists for id in ids], "<u4")
    header = struct.pack("<6Q", MAGIC, 0, first, 5, len(offsets), len(listed))
    return header + offsets.astype("<u8").tobytes() + listed.tobytes()


@dataclass(frozen=True)
class Shape:
    """The numbers of a student; `target` is the size of a vocabulary of the target's own.

    With two vocabularies the output layer is `tied` to the target's embeddings or not.
    """

    vocabulary: int
    target: int | None = None
    tied: bool = True
    eos: int = EOS
    width: int = 16
    heads: int = 2
    inner: int = 24
    encoder: int = 2
    decoder: int = 2

    @property
    def output(self) -> int:
        """Pieces of the target's vocabulary."""
        return self.vocabulary if self.target is None else self.target

    def config(self) -> dict[str, object]:
        return {
            "type": "transformer",
            "enc-depth": self.encoder,
            "dec-depth": self.decoder,
            "dim-emb": self.width,
            "transformer-heads": self.heads,
            "transformer-dim-ffn": self.inner,
            "transformer-ffn-activation": "relu",
            "dec-cell": "ssru",
            "transformer-decoder-autoreg": "rnn",
            "transformer-postprocess": "dan",
            "tied-embeddings-all": self.target is None,
            "tied-embeddings-src": False,
            "tied-embeddings": self.target is not None and self.tied,
            "dim-vocabs": [self.vocabulary, self.output],
            "transformer-guided-alignment-layer": "last",
        }


def weights(shape: Shape, seed: int) -> dict[str, np.ndarray]:
    """Random weights by Marian's names, as (in, out) matrices and (1, D) rows."""
    random = np.random.default_rng(seed)

    def matrix(rows: int, columns: int, spread: float = 0.5) -> np.ndarray:
        return random.normal(0, spread, (rows, columns)).astype(np.float32)

    width, inner = shape.width, shape.inner
    if shape.target is None:
        found = {"Wemb": matrix(shape.vocabulary, width, 0.3)}
    else:
        found = {"encoder_Wemb": matrix(shape.vocabulary, width, 0.3)}
        found["decoder_Wemb"] = matrix(shape.target, width, 0.3)
    if not shape.tied:
        found["decoder_ff_logit_out_W"] = matrix(width, shape.output, 0.3)
    found["decoder_ff_logit_out_b"] = matrix(1, shape.output)
    found["decoder_ff_logit_out_b"][0, shape.eos] += 1.5

    def norm(name: str) -> None:
        found[f"{name}_ln_scale"] = 1 + matrix(1, width, 0.1)
        found[f"{name}_ln_bias"] = matrix(1, width, 0.1)

    def attention(name: str) -> None:
        for part in "qkvo":
            found[f"{name}_W{part}"] = matrix(width, width)
            found[f"{name}_b{part}"] = matrix(1, width, 0.1)
        norm(f"{name}_Wo")

    def feed_forward(name: str) -> None:
        found[f"{name}_W1"], found[f"{name}_b1"] = matrix(width, inner), matrix(1, inner, 0.1)
        found[f"{name}_W2"], found[f"{name}_b2"] = matrix(inner, width), matrix(1, width, 0.1)
        norm(f"{name}_ffn")

    for layer in range(1, shape.encoder + 1):
        attention(f"encoder_l{layer}_self")
        feed_forward(f"encoder_l{layer}_ffn")
    for layer in range(1, shape.decoder + 1):
        rnn = f"decoder_l{layer}_rnn"
        found[f"{rnn}_W"], found[f"{rnn}_Wf"] = matrix(width, width), matrix(width, width)
        found[f"{rnn}_bf"] = matrix(1, width, 0.1)
        norm(f"{rnn}_ffn")
        attention(f"decoder_l{layer}_context")
        feed_forward(f"decoder_l{layer}_ffn")
    return found


def tensors(shape: Shape, seed: int, quantised: bool) -> dict[str, Raw]:
    """All tensors of the weights file: matrices in int8 or float32, multipliers, settings."""
    found: dict[str, Raw] = {}
    for name, values in weights(shape, seed).items():
        if quantised and values.shape[0] > 1:
            found[name] = int8(values, row_major=name.endswith("Wemb"))
            found[f"{name}_QuantMultA"] = float32(np.full((1, 1), 12.5))
        else:
            found[name] = float32(values)
    found["special:model.yml"] = text(yaml.safe_dump(shape.config()))
    return found


def write_student(
    folder: Path,
    *,
    seed: int = 1,
    pair: str = "enpt",
    quantised: bool = True,
    pieces: int = 80,
    decoder: int = 2,
    settings: Mapping[str, object] | None = None,
    two_vocabularies: bool = False,
) -> Path:
    """A whole checkpoint folder with a shortlist, made if need be; returns it.

    With `two_vocabularies` the target's is Chinese and has another size.
    """
    folder.mkdir(parents=True, exist_ok=True)
    model = vocabulary(pieces)
    shape = Shape(pieces_in(model), decoder=decoder)
    if two_vocabularies:
        other = chinese_vocabulary()
        shape = replace(shape, target=pieces_in(other))
        (folder / f"srcvocab.{pair}.spm").write_bytes(model)
        (folder / f"trgvocab.{pair}.spm").write_bytes(other)
    else:
        (folder / f"vocab.{pair}.spm").write_bytes(model)
    write_weights(folder / f"model.{pair}.intgemm.alphas.bin", shape, seed, quantised)
    random = np.random.default_rng(seed)
    lists = [sorted(random.choice(shape.output, 8, False)) for _ in range(shape.vocabulary)]
    (folder / f"lex.50.50.{pair}.s2t.bin").write_bytes(shortlist_bytes(lists))
    chosen = {"beam-size": 1, "normalize": 1.0, "max-length-factor": 2.5, **(settings or {})}
    (folder / "config.intgemm8bitalpha.yml").write_text(yaml.safe_dump(chosen), "utf-8")
    return folder


def write_weights(path: Path, shape: Shape, seed: int = 1, quantised: bool = True) -> None:
    """The weights file of a student."""
    path.write_bytes(marian_bytes(tensors(shape, seed, quantised)))
