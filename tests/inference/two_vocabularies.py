"""A tiny student from English into Chinese, with a vocabulary for each side."""

from models.engine import Engine
from models.library import Library
from models.messages import Translate
from tests.inference.running import MEMORY, failure
from tests.tiny import SENTENCES, Shape, chinese_vocabulary, pieces_in, vocabulary

ENGLISH = [*SENTENCES[::2], "A house.", "The the letter apples; rain?"]
SETTINGS = "config.intgemm8bitalpha.yml"
WEIGHTS = "model.enzh.intgemm.alphas.bin"
SOURCE, TARGET = "srcvocab.enzh.spm", "trgvocab.enzh.spm"
LEXICON = "lex.50.50.enzh.s2t.bin"


def shape_of(**changes):
    return Shape(pieces_in(vocabulary()), target=pieces_in(chinese_vocabulary()), **changes)


def engine_of(folder):
    return Engine(Library(folder.parent), MEMORY)


def fault(folder):
    return failure(engine_of(folder), Translate(0, "The old house.", str(folder))).what
