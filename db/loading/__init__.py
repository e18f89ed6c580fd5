"""Rows into tables: one transaction a batch, the same tables whatever the order."""
