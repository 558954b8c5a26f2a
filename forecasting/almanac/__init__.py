"""What is special about a day: holidays, events, the season, and what they do."""
