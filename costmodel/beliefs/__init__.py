"""One number: its unit, its source, what is believed of it, and how it is drawn."""
