"""Text on its way into and out of a model: sentences, pieces, words, letter case, offsets."""
