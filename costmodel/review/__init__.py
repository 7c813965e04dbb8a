"""How good an estimate is: weak spots, guides, and what finished projects took."""
