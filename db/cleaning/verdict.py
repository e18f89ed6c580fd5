"""How many stories make a notice a standing one. Plain numbers, so that a worker can ask without a database."""

LEAST_STORIES, UNSURE_STORIES = 5, 10
"""Fewer different stories teach nothing: of what reads like a notice, and of what does not."""

SURE_SHARE, SURE_PLENTY = 10, 30
"""What reads like a notice must stand in one of so many stories of its source; but so many stories are enough."""

UNSURE_SHARE, UNSURE_PLENTY = 2, 150
"""The same for what does not read like one: it must stand in every second story."""

ENOUGH_TO_KNOW = max(SURE_SHARE * SURE_PLENTY, UNSURE_SHARE * UNSURE_PLENTY)
"""Stories of a source past which their number changes nothing."""


def needed(stories: int, sure: bool) -> int:
    """In how many stories a candidate must stand to be learned, of a source with so many different ones."""
    least, share, plenty = (
        (LEAST_STORIES, SURE_SHARE, SURE_PLENTY) if sure else (UNSURE_STORIES, UNSURE_SHARE, UNSURE_PLENTY)
    )
    return max(least, min(plenty, -(-stories // share)))
