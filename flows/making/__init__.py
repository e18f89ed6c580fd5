"""Documents become rows: with which rules, recogniser and learned notices; again where a verdict changed."""
