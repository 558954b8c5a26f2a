"""Documents that the program writes for people: one file each, nothing outside it."""
