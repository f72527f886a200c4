"""What the tests of `interlinear models` have in common."""

REPO, ID = "Helsinki-NLP/opus-mt-en-fr", "Helsinki-NLP--opus-mt-en-fr"
UNNEEDED = ("tf_model.h5", "rust_model.ot", "training/optimizer.bin")
TEXT = "The old house was sold."


def succeed(found):
    status, out, err = found
    assert status == 0, err
    return out
