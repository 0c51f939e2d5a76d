"""The workspace of one collectivité on disk: SQLite, migrations, journal, backup, secrets."""
