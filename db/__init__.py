"""The database half: tables, migrations, loading and questions. Knows no flow and no text rule."""
