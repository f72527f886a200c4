"""CTranslate2 with int8 weights, from text to text: its translator between two vocabularies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ctranslate2
import sentencepiece
from serving import Done, Engine, Job, serve

END = "</s>"


def open_engine(setup: dict[str, Any]) -> Engine:
    """`folder` is the converted checkpoint, `vocabulary` the folder of the original."""
    vocabulary = Path(setup["vocabulary"])
    source = sentencepiece.SentencePieceProcessor(str(vocabulary / "source.spm"))
    target = sentencepiece.SentencePieceProcessor(str(vocabulary / "target.spm"))
    translator = ctranslate2.Translator(
        setup["folder"],
        device="cpu",
        compute_type=setup["precision"],
        inter_threads=1,
        intra_threads=setup["threads"],
    )

    def run(job: Job) -> Done:
        lengths = (
            {"min_decoding_length": job.new_tokens, "max_decoding_length": job.new_tokens}
            if job.new_tokens
            else {}
        )
        found = translator.translate_batch(
            [[*source.encode(text, out_type=str), END] for text in job.texts],
            beam_size=job.beam,
            max_batch_size=job.batch or 0,
            **lengths,
        )
        pieces = [one.hypotheses[0] for one in found]
        texts = [target.decode(one) for one in pieces]
        return Done(texts, [len(one) for one in pieces])

    return run


if __name__ == "__main__":
    serve(open_engine)
