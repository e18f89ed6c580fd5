from hypothesis import given, settings
from hypothesis import strategies as st

from flows.text.forest import Forest


def grow(draw, leaves):
    """A random tree of at most `leaves` leaves, as (tests and leaves, function that walks it)."""
    tests, values = [], []

    def descend(left):
        if left < 2 or draw(st.booleans()):
            value = draw(st.integers(-8, 8)) / 4
            values.append(value)
            return lambda row: value
        feature, threshold, first = draw(st.integers(0, 3)), draw(st.integers(-2, 2)) / 2, len(values)
        below = descend(left // 2)
        tests.append([feature, threshold, first, len(values)])
        above = descend(left - left // 2)
        return lambda row: below(row) if row[feature] <= threshold else above(row)

    walk = descend(leaves)
    return {"tests": tests, "leaves": values}, walk


@settings(deadline=None)
@given(st.data())
def test_forest_says_what_its_trees_say(data):
    grown = [grow(data.draw, 8) for _ in range(data.draw(st.integers(1, 5)))]
    forest = Forest({"trees": [tree for tree, _ in grown]})
    row = data.draw(st.lists(st.integers(-4, 4).map(lambda n: n / 4), min_size=4, max_size=4))
    assert forest.score(row) == sum(walk(row) for _, walk in grown)
    assert 0 < forest.probability(row) < 1
    sharing = Forest({"trees": [tree for tree, _ in grown]}, shared=data.draw(st.integers(0, 4)))
    assert sharing.score(row) == sharing.score(row) == forest.score(row)
