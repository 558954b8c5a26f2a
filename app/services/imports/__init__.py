"""Any delimited text or workbook, into the tables that planners and HR have."""
