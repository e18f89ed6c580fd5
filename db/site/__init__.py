"""Web pages over a database: each a pure function from rows to HTML, served through Datasette or written as files."""
