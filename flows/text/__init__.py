"""The pure half: bytes to Article. Knows no clock, network, Prefect or SQL."""
