"""The tool: command line, web pages, services, files and reports."""
