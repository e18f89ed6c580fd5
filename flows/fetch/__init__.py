"""Fetch feeds and the pages they name, politely: the one part of dateline that speaks to the network."""
