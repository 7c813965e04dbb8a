"""Every word and every written number, a data file for each language."""
