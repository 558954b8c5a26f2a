"""A schedule for those who work it: calendar, workbook and wall."""
