"""Checkpoint folders in Hugging Face's format: configuration, card, vocabularies, languages."""
