"""What was recorded: read as a grid of days and slots, opened, and cleaned."""
