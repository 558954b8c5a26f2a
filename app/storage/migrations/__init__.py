"""The steps from an empty database to the tables of `app.storage.schema`."""
