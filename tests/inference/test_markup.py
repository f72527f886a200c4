"""Summaries of mails and of Markdown: what is beside the prose comes last."""

import time

import pytest

from models.messages import Form, Length
from models.summarizing.assembling import quoted
from models.summarizing.extractive import extract
from models.summarizing.markup import beside_prose, head_of
from models.summarizing.structure import sentences_of

MAIL = """\
From: Martha Holt <martha@example.org>
To: Tom Green <tom@example.com>,
 Jane Marsh <jane@example.com>
Subject: Re: AW: The tents of the autumn fair
Date: Mon, 3 Jun 2024 09:12:44 +0200

Hi Tom,

the treasurer is fine with 4,500 euros for the tents, but she wants two more offers.

--\x20
Martha Holt, who keeps the keys of the old mill

On Sun, 2 Jun 2024 at 18:40, Tom Green wrote:
> The tents cost 4,500 euros for the weekend, which is the usual price,
> including the tables. The stage is lent to us for free by the town, but
> we have to fetch it ourselves.
"""
PAGE = """\
---
title: "Notes of a miller"
tags:
  - water and old mills of the valley
---

The old mill was sold in the spring to a family from the north.

![A picture of the old mill of the valley](mill.png)

```python
for mill in all_the_mills: print("the old mill was sold", mill)
```

| The old mill | was sold in the spring | to a family |
|--------------|------------------------|-------------|

The new owners of the old mill opened a museum in the autumn.[^1]

[^1]: The old mill was sold in the spring, says the town.

+-----------------------------+
| the old mill and its museum |----> the valley of the river
+-----------------------------+
"""


def shown(text, numbers):
    parts = sentences_of(text)
    return [text[parts[at].start : parts[at].end] for at in sorted(numbers)]


def prose(text):
    return shown(
        text, set(range(len(sentences_of(text)))) - beside_prose(text, sentences_of(text))
    )


def summary(text, form=Form.SENTENCES, words=None):
    return extract(text, sentences_of(text), Length(words=words), form, lambda: False)


def test_a_mail_is_its_letters_without_header_and_signature():
    found = prose(MAIL)
    assert found[0] == "Hi Tom,"
    assert found[1].startswith("the treasurer")
    assert found[2].startswith("On Sun,")
    assert len(found) == 5
    assert "From" not in summary(MAIL, words=30).text


def test_quote_marks_are_no_part_of_a_quotation():
    found = summary(MAIL, words=60)
    assert "usual price, including the tables." in found.text
    assert ">" not in found.text
    for one in found.sentences:
        (source,) = one.evidence
        assert quoted(MAIL[source.start : source.end]) == one.text


def test_the_subject_is_the_title():
    found = summary(MAIL, Form.TITLE)
    assert found.text == "The tents of the autumn fair"
    (source,) = found.sentences[0].evidence
    assert MAIL[source.start : source.end].startswith("Subject:")
    assert summary(PAGE, Form.TITLE).text == "Notes of a miller"


@pytest.mark.parametrize("replaced", ["Subject", "Betreff", "Objet", "主题"])
def test_a_title_has_names_in_many_languages(replaced):
    text = MAIL.replace("Subject", replaced)
    title = head_of(text).title
    assert title is not None
    assert text[title.start : title.end] == "The tents of the autumn fair"


def test_without_a_subject_no_header_line_is_the_title():
    text = "".join(line for line in MAIL.splitlines(True) if not line.startswith("Subject"))
    assert "@" not in summary(text, Form.TITLE).text


def test_a_page_is_its_prose():
    assert prose(PAGE) == [
        "The old mill was sold in the spring to a family from the north.",
        "The new owners of the old mill opened a museum in the autumn.[^1]",
    ]
    found = summary(PAGE, words=28)
    assert [one.text for one in found.sentences] == prose(PAGE)


@pytest.mark.parametrize(
    "text",
    [
        "Anna: Hello there.\nTom: How are you?\nAnna: I am well.\n\nThey talked for long.\n",
        "Anna: hello\nTom: hi\nAnna: how are you\nTom: fine\nAnna: good\n\nThey talked.\n",
        "Note: it rains\n\nThe rain went on all day.\n",
        "First line\nName: value\nOther: value\n\nText.\n",
        "---\nThe first line is no field.\n---\nText.\n",
        "A title\n~~~~~~~\nSome text.\n\nAnother\n~~~~~~~\nMore text.\n",
        "It began with ``` and never ended.\n```\nSome text.\n",
        "A | B stands in the text.\n\n- * -\n\n* an *item*\n",
    ],
)
def test_what_only_looks_like_markup(text):
    assert beside_prose(text, sentences_of(text)) == frozenset()


def test_a_document_of_nothing_else_has_a_summary():
    rows = "".join(f"| the old mill | {year} | sold |\n" for year in range(1990, 2020))
    assert summary(rows).text
    assert summary(rows, Form.TITLE).text


def test_runs_of_blanks_are_one():
    assert quoted("The   old \xa0 mill\t was\n   sold.") == "The old mill was sold."
    assert quoted("Apple\t12") == "Apple\t12"
    assert quoted("老磨坊\n> 卖了") == "老磨坊卖了"


@pytest.mark.parametrize("line", ["```x\n", "| a", "[" * 50, "Name: value\n", "-- \n", "`` ` "])
def test_a_megabyte_takes_a_second(line):
    text = f"A text. {line}" * (1_000_000 // (len(line) + 8))
    text += "\n" + line * (1_000_000 // len(line))
    started = time.process_time()
    beside_prose(text, sentences_of("A text."))
    assert time.process_time() - started < 2
