"""Word classes learnt from openly licensed text: words that stand between the same words share a class.

Positive pointwise mutual information of a word with its neighbours, reduced by a truncated singular value decomposition
(Levy and Goldberg 2014), then spherical k-means at several sizes. Seeded; one thread.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]

LEAST_COUNT = 4
CONTEXT_WORDS = 3000
DIMENSIONS = 100
SIZES = (64, 256, 1024)
"""How many classes, coarse to fine."""
ROUNDS = 20
OFFSETS = (-2, -1, 1, 2)


def word_classes(lines: Sequence[Sequence[str]], seed: int = 5) -> dict[str, tuple[int, ...]]:
    """Return for each word seen often enough its class at each of SIZES; `lines` are tokens."""
    counts = Counter(word for line in lines for word in line)
    words = sorted((word for word, n in counts.items() if n >= LEAST_COUNT), key=lambda word: (-counts[word], word))
    vectors = word_vectors(lines, words, seed)
    classes = [_k_means(vectors, size, seed) for size in SIZES]
    return {word: tuple(int(one[row]) for one in classes) for row, word in enumerate(words)}


def word_vectors(lines: Sequence[Sequence[str]], words: Sequence[str], seed: int) -> Matrix:
    """Return a unit vector for each of `words`."""
    rows, columns, weights = _information(lines, words)
    shape = (len(words), CONTEXT_WORDS * len(OFFSETS))
    left = _left_vectors(rows, columns, weights, shape, seed)
    norms = np.linalg.norm(left, axis=1, keepdims=True)
    return np.asarray(left / np.maximum(norms, 1e-6), dtype=np.float32)


def _information(lines: Sequence[Sequence[str]], words: Sequence[str]) -> tuple[Matrix, Matrix, Matrix]:
    """Return the positive pointwise mutual information of word and neighbour, as sparse rows, columns, weights."""
    index = {word: number for number, word in enumerate(words)}
    stream = np.array([index.get(word, -1) for line in lines for word in (*line, "\n", "\n")], dtype=np.int64)
    keys = []
    for place, offset in enumerate(OFFSETS):
        here, there = (stream[:-offset], stream[offset:]) if offset > 0 else (stream[-offset:], stream[:offset])
        good = (here >= 0) & (there >= 0) & (there < CONTEXT_WORDS)
        keys.append(here[good] * (CONTEXT_WORDS * len(OFFSETS)) + there[good] * len(OFFSETS) + place)
    pairs, counts = np.unique(np.concatenate(keys), return_counts=True)
    rows, columns = np.divmod(pairs, CONTEXT_WORDS * len(OFFSETS))
    by_row = np.bincount(rows, counts, len(words))
    by_column = np.bincount(columns, counts, CONTEXT_WORDS * len(OFFSETS)) ** 0.75
    weights = np.log(counts * by_column.sum() / (by_row[rows] * by_column[columns]))
    keep = weights > 0
    return rows[keep], columns[keep], weights[keep].astype(np.float32)


def _left_vectors(rows: Matrix, columns: Matrix, weights: Matrix, shape: tuple[int, int], seed: int) -> Matrix:
    """Randomised truncated decomposition (Halko, Martinsson and Tropp 2011), singular values to the power 1/2."""
    rng = np.random.default_rng(seed)
    by_column = np.argsort(columns, kind="stable")
    forward = (rows, columns, weights, shape[0])
    backward = (columns[by_column], rows[by_column], weights[by_column], shape[1])
    basis = _times(forward, rng.standard_normal((shape[1], DIMENSIONS + 20), dtype=np.float32))
    for _ in range(4):
        basis = np.linalg.qr(_times(forward, _times(backward, np.linalg.qr(basis)[0])))[0]
    small = _times(backward, basis)
    right, values, _ = np.linalg.svd(small.T, full_matrices=False)
    return np.asarray((basis @ right[:, :DIMENSIONS]) * np.sqrt(values[:DIMENSIONS]), dtype=np.float32)


def _times(sparse: tuple[Matrix, Matrix, Matrix, int], dense: Matrix, step: int = 200_000) -> Matrix:
    """Multiply a sparse matrix (entries sorted by row) with a dense one, a stretch of entries at a time."""
    rows, columns, weights, height = sparse
    out = np.zeros((height, dense.shape[1]), dtype=np.float32)
    for start in range(0, len(rows), step):
        some = rows[start : start + step]
        products = dense[columns[start : start + step]] * weights[start : start + step, None]
        firsts = np.flatnonzero(np.r_[True, some[1:] != some[:-1]])
        out[some[firsts]] += np.add.reduceat(products, firsts, axis=0)
    return out


def _k_means(vectors: Matrix, size: int, seed: int) -> npt.NDArray[np.int64]:
    """Spherical k-means; the most frequent words (the first rows) are the first centres."""
    rng = np.random.default_rng(seed)
    size = min(size, len(vectors))
    first = np.sort(rng.choice(min(len(vectors), 8 * size), size, replace=False))
    centres = vectors[first]
    nearest = np.zeros(len(vectors), dtype=np.int64)
    for _ in range(ROUNDS):
        nearest = np.concatenate([np.argmax(part @ centres.T, axis=1) for part in np.array_split(vectors, 16)])
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, vectors)
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(norms > 0, sums / np.maximum(norms, 1e-6), centres).astype(np.float32)
    return nearest
