"""The commands behind the command line: each does one stage, prints in Dutch, and ends with the next step."""
