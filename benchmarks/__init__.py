"""One command a figure: each prints ours beside the peer's, from one run."""
