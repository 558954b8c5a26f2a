"""Reading and writing: tables as CSV, Parquet or Excel, and the campaign file."""
