"""One step of attention in numbers, as rich text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QCoreApplication

from desktop_app.view.strip_texts import Inks, percent
from models.messages import Explained

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Step:
    """What is explained: a piece, the head's name, and the numbers."""

    piece: str
    head: str
    numbers: Explained


def step_html(step: Step, inks: Inks) -> str:
    """The formulas with this sentence's numbers, what comes next, then every place."""
    numbers = step.numbers
    parts = [
        translate("StepTexts", "<p><b>{piece}</b> · {head}</p>").format(
            piece=escape(step.piece), head=step.head
        ),
        _formulas(numbers, inks),
        _likeliest(numbers, inks) if numbers.likeliest else "",
        _table(numbers, inks),
    ]
    return "".join(parts)


def _formulas(numbers: Explained, inks: Inks) -> str:
    """The formula of the scores, and the weight of the place that is looked at most."""
    weights = list(numbers.weights.values())
    best = max(range(len(weights)), key=weights.__getitem__)
    score = {
        "scaled dot-product": translate("StepTexts", "score = query · key × {scale}"),
        "dot": translate("StepTexts", "score = query · key"),
        "general": translate("StepTexts", "score = query · W · key"),
        "additive": translate("StepTexts", "score = v · tanh(W query + U key) = for + against"),
    }.get(numbers.formula, numbers.formula)
    if numbers.bias is not None:
        score = translate("StepTexts", "{score} + bias of the distance").format(score=score)
    added = translate("StepTexts", "adds = ‖weight × f(place)‖")
    line = score.format(scale=f"{numbers.scale:.3g}")
    weight = (
        _hard_weight(numbers, best, inks) if numbers.hard else _softmax(numbers, best, inks)
    )
    return f'<p style="color:{inks.certainty}">{line}<br>{weight}<br>{added}</p>'


def _hard_weight(numbers: Explained, best: int, inks: Inks) -> str:
    return translate(
        "StepTexts",
        "attention is hard: the highest score takes all, here <b>{place}</b> with "
        '<span style="color:{ink}">{score}</span>',
    ).format(
        place=_shown(numbers.columns[best]),
        score=f"{numbers.scores.at(0, best):.2f}",
        ink=inks.link,
    )


def _softmax(numbers: Explained, best: int, inks: Inks) -> str:
    weights, scores = list(numbers.weights.values()), list(numbers.scores.values())
    others = sum(math.exp(each - scores[best]) for each in scores if math.isfinite(each))
    return translate(
        "StepTexts",
        "weight of <b>{place}</b> = exp({score}) ÷ Σ exp(scores) = 1 ÷ {sum} = "
        '<span style="color:{ink}">{percent} %</span>',
    ).format(
        place=_shown(numbers.columns[best]),
        score=f"{scores[best]:.2f}",
        sum=f"{others:.3f}",
        percent=percent(weights[best]),
        ink=inks.link,
    )


def _table(numbers: Explained, inks: Inks) -> str:
    heads = (
        translate("StepTexts", "place"),
        *_term_names(numbers),
        translate("StepTexts", "score"),
        translate("StepTexts", "weight"),
        translate("StepTexts", "adds"),
    )
    rows = [_row(heads, f"color:{inks.certainty}")]
    weights = list(numbers.weights.values())
    strongest = max(weights)
    for at, text in enumerate(numbers.columns):
        score = numbers.scores.at(0, at)
        cells = (
            _shown(text),
            *_terms(numbers, at),
            f"{score:.2f}" if math.isfinite(score) else "–",
            translate("StepTexts", "{percent} %").format(percent=f"{100 * weights[at]:.1f}"),
            f"{numbers.contributions.at(0, at):.2f}",
        )
        style = f"color:{inks.link}; font-weight:600" if weights[at] == strongest else ""
        rows.append(_row(cells, style))
    return f'<table cellspacing="0" cellpadding="2">{"".join(rows)}</table>'


def _term_names(numbers: Explained) -> tuple[str, ...]:
    """An additive score is a sum: what speaks for a place and what speaks against it."""
    return (
        (translate("StepTexts", "for"), translate("StepTexts", "against"))
        if numbers.terms
        else ()
    )


def _terms(numbers: Explained, at: int) -> tuple[str, ...]:
    terms = numbers.terms
    return tuple(f"{terms.at(row, at):.2f}" for row in (0, 1)) if terms else ()


def _row(cells: Sequence[str], style: str) -> str:
    first, *rest = cells
    numbers = "".join(f'<td align="right" style="{style}">&nbsp;&nbsp;{x}</td>' for x in rest)
    return f'<tr><td style="{style}">{first}</td>{numbers}</tr>'


def _likeliest(numbers: Explained, inks: Inks) -> str:
    one = translate("StepTexts", "<b>{word}</b> {percent} %")
    words = [
        one.format(
            word=escape(each.word.strip()) or translate("StepTexts", "the end"),
            percent=f"{100 * each.probability:.3g}",
        )
        for each in numbers.likeliest
    ]
    title = translate("StepTexts", "Likeliest here")
    return f'<p><span style="color:{inks.certainty}">{title}:</span> {" · ".join(words)}</p>'


def _shown(piece: str) -> str:
    return escape(piece) or translate("StepTexts", "start")
