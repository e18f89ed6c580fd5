"""dateline's flows: from a folder of news text to rows."""
