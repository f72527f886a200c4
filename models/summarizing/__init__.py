"""Summaries of documents of any length, each sentence with where it came from."""
