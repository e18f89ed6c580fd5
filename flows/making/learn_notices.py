"""Learn standing notices from all that the database holds, and clean the articles again that this changes.

The work to do is read from the tables, so that a run that was killed here is completed by the next one.
"""

from db.cleaning.learned import anything_to_review, close_review, learned_notices, next_to_clean, review
from db.engine import transaction
from flows.making.reclean import Recleaned, reclean
from flows.running.bench import Bench

MOST_PASSES = 5
"""One pass settles what nobody else touches meanwhile; whatever is left after so many is left to the next run."""


def learn(bench: Bench, batch_size: int) -> Recleaned:
    """Settle the notices of the sources that were touched; what was cleaned again. Costs a look when there are none."""
    done = Recleaned()
    for _ in range(MOST_PASSES):
        if not _work_is_left(bench, give_up=bool(done.rejects)):
            break
        after = 0
        while documents := _next(bench, after, batch_size):
            done.add(reclean(documents, bench))
            after = documents[-1]
    return done


def _work_is_left(bench: Bench, *, give_up: bool) -> bool:
    """Reach the verdict; whether an article is left that does not follow it. One that cannot be made is left alone."""
    with transaction(bench.engine) as connection:
        if not anything_to_review(connection):
            return False
        review(connection)
        bench.tools.foresight.renew(learned_notices(connection))
        if next_to_clean(connection, 0, 1) and not give_up:
            return True
        close_review(connection)
    return False


def _next(bench: Bench, after: int, limit: int) -> list[int]:
    with transaction(bench.engine) as connection:
        return next_to_clean(connection, after, limit)
