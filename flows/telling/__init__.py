"""What people and monitors are told: tables, summaries, logs, figures, how things stand."""
