"""Runs without a person: a schedule served for months, a folder watched."""
