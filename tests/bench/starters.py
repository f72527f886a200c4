"""Measures of both starters on this machine: speed, quality, the panel, long summaries.

Usage: starters.py [--beam N] [--aer GOLD.tsv] [--bleu SOURCE TARGET FROM TO]
Each measure is of a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "desktop_app"]
STARTERS = {"starter-en-pt": "en", "starter-pt-en": "pt"}

SUBJECTS = {
    "en": (
        *(
            "The old bridge",
            "My younger brother",
            "A letter from the bank",
            "The whole village",
        ),
        *("Her first book", "The train to the coast", "Nobody in the office", "Our neighbour"),
        *("The small museum", "A long discussion", "The doctor on duty", "This summer"),
    ),
    "pt": (
        *("A ponte velha", "O meu irmão mais novo", "Uma carta do banco", "A aldeia inteira"),
        *("O seu primeiro livro", "O comboio para a costa", "Ninguém no escritório"),
        *("O nosso vizinho", "O pequeno museu", "Uma longa discussão", "O médico de serviço"),
        "Este verão",
    ),
}
ENDINGS = {
    "en": (
        "was not what we had expected.",
        "changed more in one year than in the twenty years before, as everybody knows.",
        "arrived late again, because it had rained all night.",
        "will be open to visitors from the second week of March.",
        "cost 1,250 euros, which was far too much for a family with three children.",
    ),
    "pt": (
        "não era o que esperávamos.",
        "mudou mais num ano do que nos vinte anos anteriores, como todos sabem.",
        "chegou outra vez tarde, porque choveu toda a noite.",
        "estará aberto aos visitantes a partir da segunda semana de março.",
        "custou 1.250 euros, o que era demasiado para uma família com três filhos.",
    ),
}
ROWS: tuple[tuple[str, Callable[[dict[str, Any]], str]], ...] = (
    ("one sentence, median", lambda r: f"{r['latency_ms']['median']:.1f} ms"),
    ("one sentence, 95 %", lambda r: f"{r['latency_ms']['p95']:.1f} ms"),
    ("words a second", lambda r: f"{r['words_per_second']:,.0f}"),
    ("pieces a second", lambda r: f"{r['tokens_per_second']:,.0f}"),
    ("opening", lambda r: f"{r['load_s']:.2f} s"),
    ("most memory", lambda r: f"{r['peak_rss_mb']:,.0f} MB"),
    ("threads, beam, batch", lambda r: f"{r['threads']}, {r['beam']}, {r['batch']}"),
)


def sentences(language: str) -> list[str]:
    """Sixty sentences of different lengths."""
    return [f"{one} {other}" for one in SUBJECTS[language] for other in ENDINGS[language]]


def interlinear(*arguments: object, given: str = "") -> str:
    """The output of a command; its errors pass through."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=ROOT,
        input=given,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def measure(checkpoint: str, language: str, beam: int) -> dict[str, Any]:
    """What `interlinear bench` says of a starter."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder, f"sentences.{language}")
        text.write_text("\n".join(sentences(language)) + "\n", "utf-8")
        out = interlinear("bench", "--model", checkpoint, "--input", text, "--beam", beam)
    found: dict[str, Any] = json.loads(out)
    return found


def machine() -> str:
    """Processor, cores, system and the versions that matter."""
    from importlib.metadata import version

    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        models = [x for x in info.read_text().splitlines() if x.startswith("model name")]
        name = models[0].partition(":")[2].strip() if models else name
    return (
        f"{name}, {os.cpu_count()} cores; {platform.system()} {platform.release()}; "
        f"Python {platform.python_version()}, torch {version('torch')}"
    )


def bleu(source: Path, target: Path, languages: tuple[str, str]) -> float:
    """BLEU of the translated lines of `source` against the lines of `target`."""
    import sacrebleu

    pair = ("--from", languages[0], "--to", languages[1])
    lines = interlinear("translate", "--lines", *pair, given=source.read_text("utf-8"))
    reference = target.read_text("utf-8").splitlines()
    score: float = sacrebleu.corpus_bleu(lines.splitlines(), [reference]).score
    return score


def panel() -> dict[str, float]:
    """Milliseconds that the alignment panel's views take to paint."""
    script = ROOT / "tests" / "bench" / "panel.py"
    out = subprocess.run([sys.executable, script], cwd=ROOT, stdout=subprocess.PIPE, check=True)
    found: dict[str, float] = json.loads(out.stdout)
    return found


def bench(name: str, *given: str) -> None:
    """Run another script of this folder and let it print."""
    script = ROOT / "tests" / "bench" / name
    subprocess.run([sys.executable, script, *given], cwd=ROOT, check=True)


def arguments() -> argparse.Namespace:
    """The options of this script."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--beam", type=int, default=1)
    parser.add_argument("--aer", type=Path, metavar="GOLD.tsv", help="English-Portuguese links")
    parser.add_argument("--bleu", nargs=4, metavar=("SOURCE", "TARGET", "FROM", "TO"))
    parser.add_argument("--rouge", metavar="FOLDER", help="of SciTLDR-A: key sentences")
    parser.add_argument(
        "--summary-words",
        type=int,
        default=100_000,
        metavar="N",
        help="of the document that a full-size summarizer reads (half an hour), 0: none",
    )
    return parser.parse_args()


def main() -> None:
    """Measure and print."""
    options = arguments()
    print(machine(), flush=True)
    found = [measure(name, language, options.beam) for name, language in STARTERS.items()]
    print(f"{'':24}" + "".join(f"{name:>16}" for name in STARTERS))
    for title, show in ROWS:
        print(f"{title:24}" + "".join(f"{show(one):>16}" for one in found))
    painted = panel()
    print(f"{'matrix of 200 × 200':24}{painted['paint_usual']:>13.1f} ms")
    print(f"{'12 × 16 heads':24}{painted['heads']:>13.1f} ms")
    if options.aer:
        gold = ("--tokenized", "--evaluate", options.aer.resolve())
        print(interlinear("align", "--model", "starter-en-pt", *gold), end="")
    if options.bleu:
        source, target, *languages = options.bleu
        score = bleu(Path(source), Path(target), (languages[0], languages[1]))
        print(f"BLEU {languages[0]}→{languages[1]} {score:.1f}")
    if options.rouge:
        bench("rouge.py", options.rouge)
    if options.summary_words:
        bench("summaries.py", f"--words={options.summary_words}", "--beam=1", "--most=40")


if __name__ == "__main__":
    main()
