"""`transformers` in float32: its own tokenizer and `generate`."""

from __future__ import annotations

from typing import Any

import torch
import transformers
from serving import Done, Engine, Job, serve


def open_engine(setup: dict[str, Any]) -> Engine:
    """`folder` is a checkpoint; `languages` a source and a target where it has several."""
    transformers.logging.set_verbosity_error()
    torch.set_num_threads(setup["threads"])
    source, target = setup.get("languages", ("", ""))
    codes = {"src_lang": source} if source else {}
    tokenizer = transformers.AutoTokenizer.from_pretrained(setup["folder"], **codes)
    net = transformers.AutoModelForSeq2SeqLM.from_pretrained(
        setup["folder"], dtype=torch.float32
    ).eval()
    forced = {"forced_bos_token_id": tokenizer.convert_tokens_to_ids(target)} if target else {}

    def run_batch(texts: list[str], job: Job) -> Done:
        lengths = (
            {"min_new_tokens": job.new_tokens, "max_new_tokens": job.new_tokens}
            if job.new_tokens
            else {}
        )
        ids = tokenizer(texts, return_tensors="pt", padding=True)
        found = net.generate(**ids, num_beams=job.beam, do_sample=False, **lengths, **forced)
        texts = tokenizer.batch_decode(found, skip_special_tokens=True)
        return Done(texts, [len(row) - 1 for row in found])  # without the decoder's start

    def run(job: Job) -> Done:
        size = job.batch or len(job.texts)
        starts = range(0, len(job.texts), size)
        done = [run_batch(job.texts[at : at + size], job) for at in starts]
        return Done(
            [text for one in done for text in one.texts],
            [count for one in done for count in one.pieces or ()],
        )

    return run


if __name__ == "__main__":
    serve(open_engine)
