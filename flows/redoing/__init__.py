"""Stored documents made into articles again, and what that would change."""
