"""The same checkpoint in all forms that its weights come in gives the reference's ids."""

import json
import shutil
from copy import deepcopy
from dataclasses import replace
from functools import lru_cache

import pytest
import torch
from safetensors.torch import load_file, save_file

from models.engine import Engine
from models.library import Library
from models.messages import Options, Rules, Translate
from tests.checkpoints import ROWS, write_checkpoint
from tests.inference.running import MEMORY, segments
from tests.many_scripts import SENTENCES
from tests.vocabularies import reference_warnings

LINES = [SENTENCES[at] for at in (2, 5)]
BY_NAME = {row.name: row for row in ROWS}
SAFE, BIN = "model.safetensors", "pytorch_model.bin"


@pytest.fixture(scope="module")
def originals(tmp_path_factory):
    """Checkpoints that are written once, by the name of their row."""

    @lru_cache
    def written(name):
        return write_checkpoint(BY_NAME[name], tmp_path_factory.mktemp("original"), seed=3)

    return written


@pytest.fixture
def checkpoint(request, originals, tmp_path):
    """A copy of one, to be changed."""
    original = originals(request.param)
    folder = shutil.copytree(original.folder, tmp_path / "checkpoint")
    return replace(original, folder=folder, model=deepcopy(original.model))


def every_name(checkpoint):
    """All tensors with their aliases, as old files hold them."""
    return {name: tensor.clone() for name, tensor in checkpoint.model.state_dict().items()}


def as_bin(checkpoint):
    (checkpoint.folder / SAFE).unlink()
    torch.save(checkpoint.model.state_dict(), checkpoint.folder / BIN)


def as_old_bin(checkpoint):
    (checkpoint.folder / SAFE).unlink()
    path = checkpoint.folder / BIN
    torch.save(every_name(checkpoint), path, _use_new_zipfile_serialization=False)


def as_bin_shards(checkpoint):
    tensors = every_name(checkpoint)
    (checkpoint.folder / SAFE).unlink()
    names = sorted(tensors)
    halves = {"pytorch_model-00001-of-00002.bin": names[::2]}
    halves["pytorch_model-00002-of-00002.bin"] = names[1::2]
    for file, part in halves.items():
        torch.save({name: tensors[name] for name in part}, checkpoint.folder / file)
    places = {name: file for file, part in halves.items() for name in part}
    index = checkpoint.folder / f"{BIN}.index.json"
    index.write_text(json.dumps({"metadata": {}, "weight_map": places}), "utf-8")


def as_shards(checkpoint):
    (checkpoint.folder / SAFE).unlink()
    with reference_warnings():
        checkpoint.model.save_pretrained(checkpoint.folder, max_shard_size="40KB")
    assert len(list(checkpoint.folder.glob("*.safetensors"))) > 1


def as_half(checkpoint, dtype):
    path = checkpoint.folder / SAFE
    tensors = {name: tensor.to(dtype) for name, tensor in load_file(path).items()}
    save_file(tensors, path, {"format": "pt"})
    with reference_warnings():
        rounded = type(checkpoint.model).from_pretrained(checkpoint.folder, dtype=torch.float32)
    checkpoint.model.load_state_dict(rounded.state_dict())


FORMS = {
    "bin": as_bin,
    "old bin": as_old_bin,
    "bin shards": as_bin_shards,
    "shards": as_shards,
    "fp16": lambda checkpoint: as_half(checkpoint, torch.float16),
    "bf16": lambda checkpoint: as_half(checkpoint, torch.bfloat16),
}


def ours(checkpoint, cache=None):
    engine = Engine(Library(checkpoint.folder / "none", cache), MEMORY)
    request = Translate(
        id=0,
        text="\n".join(LINES),
        checkpoint=str(checkpoint.folder),
        lines=True,
        options=Options(exact=True, beam=3, rules=Rules(most=12)),
        task=checkpoint.row.task,
    )
    found = segments(engine, request)
    return [[piece.id for piece in segment.target_pieces] for segment in found]


def theirs(checkpoint):
    rows = []
    for line in LINES:
        with reference_warnings(), torch.inference_mode():
            found = checkpoint.model.generate(
                **checkpoint.inputs([line]),
                **checkpoint.row.generate(checkpoint.tokenizer),
                num_beams=3,
                max_new_tokens=12,
            )
        rows.append(found[0, 1:].tolist())
    return rows


@pytest.mark.parametrize("checkpoint", ["marian", "t5", "m2m100"], indirect=True)
@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_ids(checkpoint, form, tmp_path):
    FORMS[form](checkpoint)
    before = sorted(path.name for path in checkpoint.folder.iterdir())
    wanted = theirs(checkpoint)
    assert ours(checkpoint, tmp_path / "cache") == wanted
    assert ours(checkpoint, tmp_path / "cache") == wanted  # from what was converted
    assert ours(checkpoint) == wanted  # with nowhere to convert to
    assert sorted(path.name for path in checkpoint.folder.iterdir()) == before


@pytest.mark.parametrize("checkpoint", ["bart", "t5-v1.1", "m2m100"], indirect=True)
def test_an_output_layer_of_its_own_is_not_tied(checkpoint):
    path = checkpoint.folder / SAFE
    tensors = load_file(path)
    shared = next(name for name in tensors if name.endswith("shared.weight"))
    torch.manual_seed(5)
    own = tensors[shared] + torch.randn(tensors[shared].shape)
    save_file({**tensors, "lm_head.weight": own}, path, {"format": "pt"})
    with reference_warnings():
        reference = type(checkpoint.model).from_pretrained(checkpoint.folder)
    tied = theirs(checkpoint)
    checkpoint = type(checkpoint)(
        checkpoint.folder, checkpoint.row, checkpoint.tokenizer, reference.eval()
    )
    wanted = theirs(checkpoint)
    assert wanted != tied
    assert ours(checkpoint) == wanted
