"""One module a step of the schema, in order of its number."""
