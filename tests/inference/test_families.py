"""Every family's checkpoints, written by the reference, against the reference itself.

One body for all rows of `tests/checkpoints.py`: encoder states, logits, cached steps, generated
ids under the folder's own generation settings.
"""

import pytest
import torch
import transformers

from models.engine import Engine
from models.families import Setting, family_of
from models.library import Library
from models.messages import Options, SegmentDone, Translate
from models.nets import Source, Want
from tests.checkpoints import ROWS, write_checkpoint
from tests.inference.running import MEMORY, events
from tests.many_scripts import SENTENCES
from tests.vocabularies import reference_warnings

TOLERANCE = 1e-4
LINES = [SENTENCES[at] for at in (0, 3, 6, 16, 21, 30, 40)]
GENERATION = {
    "greedy": {"max_length": 20},
    "greedy with rules": {
        "max_length": 18,
        "repetition_penalty": 1.4,
        "no_repeat_ngram_size": 2,
        "min_length": 6,
    },
    "beam 4": {"max_length": 18, "num_beams": 4},
    "beam 5, stops early": {"max_length": 18, "num_beams": 5, "early_stopping": True},
    "beam 4, never stops early": {
        "max_length": 18,
        "num_beams": 4,
        "early_stopping": "never",
        "length_penalty": 1.6,
    },
    "beam 4 with rules": {
        "max_length": 16,
        "num_beams": 4,
        "no_repeat_ngram_size": 3,
        "min_length": 9,
        "length_penalty": 0.6,
        "renormalize_logits": True,
    },
}


@pytest.fixture(scope="module", params=ROWS, ids=lambda row: row.name)
def written(request, tmp_path_factory):
    return write_checkpoint(request.param, tmp_path_factory.mktemp("family") / "checkpoint")


@pytest.fixture(scope="module")
def model(written):
    checkpoint = Library(written.folder / "none").describe(written.folder)
    assert checkpoint.family == written.row.family
    return family_of(written.folder).load(checkpoint, Setting()).towards(written.row.task)


def real(written, lines):
    """The reference's source ids without padding."""
    given = written.inputs(lines)
    rows = zip(given["input_ids"], given["attention_mask"], strict=True)
    return [ids[mask.bool()].tolist() for ids, mask in rows]


def test_source_pieces_are_the_reference_s(written, model):
    ours = [[piece.id for piece in model.source.encode(line)] for line in LINES]
    assert ours == real(written, LINES)


def test_encoder_states_equal_the_reference_s(written, model):
    sources = real(written, LINES)
    with torch.inference_mode():
        ours = model.net.encode(Source.of(sources)).states
        theirs = written.model.get_encoder()(**written.inputs(LINES))[0]
    spread = float(theirs.abs().max())
    for row, ids in enumerate(sources):
        gap = (ours[row, : len(ids)] - theirs[row, : len(ids)]).abs().max()
        assert float(gap) <= TOLERANCE * max(1.0, spread)


def test_logits_equal_the_reference_s_step_by_step_and_at_once(written, model):
    sources = real(written, LINES[:3])
    torch.manual_seed(1)
    start = model.generation.start
    target = torch.randint(4, model.target.size - 1, (3, 7))
    inputs = torch.cat([torch.full((3, 1), start), target[:, :-1]], dim=1)
    with torch.inference_mode():
        given = written.inputs(LINES[:3])
        theirs = written.model(**given, decoder_input_ids=inputs).logits
        memory = model.net.encode(Source.of(sources))
        cache = model.net.cache(memory, 1)
        for at in range(inputs.shape[1]):
            ours, _ = model.net.step(inputs[:, at : at + 1], memory, cache)
            spread = max(1.0, float(theirs.abs().max()))
            assert float((ours - theirs[:, at]).abs().max()) <= TOLERANCE * spread
        replayed = model.net.replay(memory, start, target, Want(cross=True))
    wanted = theirs.log_softmax(-1).gather(2, target[:, :, None])[:, :, 0]
    assert torch.allclose(replayed.logprobs, wanted, atol=TOLERANCE * spread)
    sums = replayed.cross.sum(-1)
    assert torch.allclose(sums, torch.ones_like(sums), atol=1e-5)


@pytest.mark.parametrize("name", GENERATION)
def test_generated_ids_equal_the_reference_s(written, name):
    settings = GENERATION[name]
    theirs = generated(written, settings)
    ours = translated(written)
    ties = 0
    for line, segment, (ids, score) in zip(LINES, ours, theirs, strict=True):
        found = [piece.id for piece in segment.target_pieces]
        if found != ids:
            assert abs(segment.score - score) < TOLERANCE, (line, found, ids)
            ties += 1
            continue
        decoded = written.tokenizer.decode(ids, skip_special_tokens=True)
        assert segment.target == decoded
    assert ties <= 1, f"{ties} of {len(LINES)} differ at equal scores"


def generated(written, settings):
    """(ids without start and padding, score) of the reference for each line, one batch."""
    config = settings_of(written, settings)
    config.save_pretrained(written.folder)
    extra = written.row.generate(written.tokenizer)
    with reference_warnings(), torch.inference_mode():
        found = written.model.generate(
            **written.inputs(LINES),
            **extra,
            generation_config=config,
            return_dict_in_generate=True,
            output_scores=True,
        )
    pad = written.model.config.pad_token_id
    ends = {written.model.config.eos_token_id}
    scores = found.get("sequences_scores", torch.zeros(len(LINES)))
    rows = [until_end(row[1:], ends, pad) for row in found["sequences"].tolist()]
    return list(zip(rows, scores.tolist(), strict=True))


def until_end(row, ends, pad):
    """A row without what fills it up behind its end."""
    for at, id in enumerate(row):
        if id in ends and (at or pad not in ends):
            return row[: at + 1]
    while row and row[-1] == pad:
        row = row[:-1]
    return row


def settings_of(written, settings):
    base = written.model.generation_config
    kept = ("pad_token_id", "eos_token_id", "bos_token_id", "decoder_start_token_id")
    forced = ("forced_eos_token_id", "forced_bos_token_id")
    special = {key: getattr(base, key, None) for key in (*kept, *forced)}
    return transformers.GenerationConfig(
        **{key: value for key, value in special.items() if value is not None}, **settings
    )


def translated(written):
    """Our segments for the lines, opened anew with the folder's own settings."""
    engine = Engine(Library(written.folder / "none"), MEMORY)
    request = Translate(
        id=0,
        text="\n".join(LINES),
        checkpoint=str(written.folder),
        lines=True,
        options=Options(exact=True, precision="fp32"),
        task=written.row.task,
    )
    return [e.segment for e in events(engine, request) if isinstance(e, SegmentDone)]
