"""The structures of `kernels.h`, field by field."""

from __future__ import annotations

import ctypes
from ctypes import POINTER, c_double, c_int, c_int64, c_void_p

PANEL, STEP = 64, 4  # rows and columns of a matrix that lie side by side
LANES = 16  # what widths are multiples of
EVERY_HEAD = -1


class Matrix(ctypes.Structure):
    """Addresses of a matrix (N, K) of 8-bit numbers and of what belongs to its rows."""

    _fields_ = (
        ("values", c_void_p),
        ("scales", c_void_p),
        ("sums", c_void_p),
        ("bias", c_void_p),
        ("height", c_int64),
        ("width", c_int64),
    )


class Heads(ctypes.Structure):
    """How projections are divided."""

    _fields_ = (
        ("sentences", c_int64),
        ("places", c_int64),
        ("heads", c_int64),
        ("head_width", c_int64),
    )


class Norm(ctypes.Structure):
    """A layer norm."""

    _fields_ = (("gain", c_void_p), ("bias", c_void_p), ("eps", c_double))


class Attention(ctypes.Structure):
    """What goes into one attention, what comes out, and the norm beside it."""

    _fields_ = (
        ("in_", Matrix),
        ("out", Matrix),
        ("norm", Norm),
        ("heads", c_int64),
        ("head_width", c_int64),
        ("scale", c_double),
    )


class FeedForward(ctypes.Structure):
    """Two matrices and the norm beside them."""

    _fields_ = (
        ("first", Matrix),
        ("second", Matrix),
        ("norm", Norm),
        ("activation", c_int64),
    )


class EncoderLayer(ctypes.Structure):
    """A layer over sources."""

    _fields_ = (
        ("self", Attention),
        ("feed_forward", FeedForward),
        ("width", c_int64),
        ("order", c_int64),
    )


class DecoderLayer(ctypes.Structure):
    """A layer over targets."""

    _fields_ = (
        ("self", Attention),
        ("cross", Attention),
        ("feed_forward", FeedForward),
        ("width", c_int64),
        ("order", c_int64),
        ("recurrent", c_int64),
    )


class Table(ctypes.Structure):
    """A table of tokens."""

    _fields_ = (("values", c_void_p), ("scales", c_void_p), ("factor", c_double))


class Encoder(ctypes.Structure):
    """All layers over sources."""

    _fields_ = (
        ("layers", POINTER(EncoderLayer)),
        ("count", c_int64),
        ("tokens", Table),
        ("last", Norm),
    )


class Decoder(ctypes.Structure):
    """All layers over targets."""

    _fields_ = (
        ("layers", POINTER(DecoderLayer)),
        ("count", c_int64),
        ("tokens", Table),
        ("last", Norm),
    )


class EncoderPass(ctypes.Structure):
    """What one call of an encoder works on."""

    _fields_ = (
        ("ids", c_void_p),
        ("positions", c_void_p),
        ("x", c_void_p),
        ("mask", c_void_p),
        ("sentences", c_int64),
        ("places", c_int64),
        ("threads", c_int64),
    )


class LayerPass(ctypes.Structure):
    """What a decoder layer has of its own in a call."""

    _fields_ = (
        ("cell", c_void_p),
        ("keys", c_void_p),
        ("values", c_void_p),
        ("source_keys", c_void_p),
        ("source_values", c_void_p),
        ("weights", c_void_p),
        ("apart", c_int64),
        ("head", c_int64),
        ("room", c_int64),
    )


class DecoderPass(ctypes.Structure):
    """What one call of a decoder works on."""

    _fields_ = (
        ("ids", c_void_p),
        ("position", c_void_p),
        ("x", c_void_p),
        ("layers", POINTER(LayerPass)),
        ("lineage", c_void_p),
        ("source_mask", c_void_p),
        ("sentences", c_int64),
        ("beams", c_int64),
        ("sharing", c_int64),
        ("past", c_int64),
        ("source", c_int64),
        ("threads", c_int64),
    )


class Sharpness(ctypes.Structure):
    """How sharp rows of attention become."""

    _fields_ = (
        ("least_peak", c_double),
        ("most_power", c_double),
        ("least", c_double),
        ("least_column", c_double),
        ("halvings", c_int64),
    )


class Rows(ctypes.Structure):
    """Rows that become a matrix."""

    _fields_ = (
        ("values", c_void_p),
        ("scales", c_void_p),
        ("bias", c_void_p),
        ("ids", c_void_p),
    )


class Sides(ctypes.Structure):
    """The pieces and words of a pair."""

    _fields_ = (
        ("source", c_void_p),
        ("target", c_void_p),
        ("source_word", c_void_p),
        ("target_word", c_void_p),
        ("sources", c_int64),
        ("targets", c_int64),
        ("source_words", c_int64),
        ("target_words", c_int64),
    )


class Kernels(ctypes.Structure):
    """The functions themselves; each returns 0, or 1 where memory is short."""

    _fields_ = (
        (
            "linear",
            ctypes.CFUNCTYPE(
                c_int,
                POINTER(Matrix),
                c_void_p,
                c_void_p,
                c_int64,
                c_int64,
                c_void_p,
                c_int64,
                c_int64,
            ),
        ),
        ("lay_out", ctypes.CFUNCTYPE(c_int, POINTER(Rows), POINTER(Matrix), c_int64)),
        ("encode", ctypes.CFUNCTYPE(c_int, POINTER(Encoder), POINTER(EncoderPass))),
        ("decode", ctypes.CFUNCTYPE(c_int, POINTER(Decoder), POINTER(DecoderPass))),
        (
            "project",
            ctypes.CFUNCTYPE(
                c_int,
                POINTER(Matrix),
                c_int64,
                c_void_p,
                c_void_p,
                POINTER(Heads),
                c_int64,
            ),
        ),
        (
            "rank",
            ctypes.CFUNCTYPE(
                c_int,
                c_void_p,
                c_int64,
                c_int64,
                c_int64,
                c_void_p,
                c_void_p,
                c_void_p,
                c_int64,
            ),
        ),
        (
            "embed",
            ctypes.CFUNCTYPE(
                c_int,
                c_void_p,
                c_void_p,
                c_void_p,
                c_int64,
                c_int64,
                c_double,
                c_void_p,
                c_int64,
                c_void_p,
            ),
        ),
        (
            "sharpen",
            ctypes.CFUNCTYPE(c_int, c_void_p, c_int64, c_int64, POINTER(Sharpness), c_void_p),
        ),
        (
            "link",
            ctypes.CFUNCTYPE(
                c_int, c_void_p, POINTER(Sides), POINTER(Sharpness), c_void_p, c_void_p
            ),
        ),
    )
