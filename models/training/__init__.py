"""Training of small models on one machine, from pairs of texts to a checkpoint that opens."""
