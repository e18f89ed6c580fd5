"""What the database knows of cleaning: rules, learnt notices, decisions of people."""
