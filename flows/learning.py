"""Learn standing notices from all that the database holds, and clean the articles again that this changes.

The work to do is read from the tables, so that a run that was killed here is completed by the next one.
"""

from db.engine import transaction
from db.learned import anything_to_review, close_review, learned_notices, next_to_clean, review
from flows.bench import Bench
from flows.recleaning import Recleaned, reclean


def learn(bench: Bench, batch_size: int) -> Recleaned:
    """Settle the notices of the sources that were touched; what was cleaned again. Costs a look when there are none."""
    done = Recleaned()
    while _verdict(bench, given_up={reject.uri for reject in done.rejects}):
        after = 0
        while documents := _next(bench, after, batch_size):
            done.add(reclean(documents, bench))
            after = documents[-1]
    return done


def _verdict(bench: Bench, given_up: set[str]) -> bool:
    """Reach the verdict; whether an article is left that does not follow it. One that cannot be made is left alone."""
    with transaction(bench.engine) as connection:
        if not anything_to_review(connection):
            return False
        review(connection)
        bench.foresight.renew(learned_notices(connection))
        if next_to_clean(connection, 0, 1) and not given_up:
            return True
        close_review(connection)
    return False


def _next(bench: Bench, after: int, limit: int) -> list[int]:
    with transaction(bench.engine) as connection:
        return next_to_clean(connection, after, limit)
