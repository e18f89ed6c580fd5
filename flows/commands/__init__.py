"""What each `dateline` command does, a module a command; `flows.cli` holds their options and help."""
