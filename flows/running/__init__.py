"""What an ingest does between its first file and its last row, and how it is counted."""
