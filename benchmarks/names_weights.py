"""Weights of a trained model, rounded: digits that training cannot vouch for do not pack, and cost a fifth of the file.

The layout is that of CRFsuite's own models: a head, then a table of features, each with its weight as a double.
"""

import struct

import numpy as np

BITS = 12
"""Of a weight's fraction that are kept: about four digits."""

HEAD = struct.Struct("<4sI4s5I")
TABLE = struct.Struct("<4sII")
FEATURE = np.dtype([("type", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<u8")])
LOST = np.uint64(52 - BITS)


def rounded(model: bytes) -> bytes:
    """Return a model whose weights keep BITS of their fractions. Raises ValueError where it is no model of CRFsuite."""
    mark, *_, table = HEAD.unpack_from(model)
    name, size, count = TABLE.unpack_from(model, table)
    if (mark, name) != (b"lCRF", b"FEAT") or size != TABLE.size + FEATURE.itemsize * count:
        raise ValueError("these are not the bytes of a CRFsuite model")
    out = bytearray(model)
    features = np.frombuffer(out, FEATURE, count, table + TABLE.size)
    features["weight"] = ((features["weight"] + (np.uint64(1) << (LOST - np.uint64(1)))) >> LOST) << LOST
    return bytes(out)
