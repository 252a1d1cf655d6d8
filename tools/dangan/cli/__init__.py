"""The command line: alone in printing, reading the environment, asking the clock."""
