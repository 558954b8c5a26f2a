"""Long work: queued by the web, done by workers, resumed whatever dies in between."""
