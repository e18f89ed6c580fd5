"""Looking after a database: its invariants checked and mended, copies, old revisions pruned."""
