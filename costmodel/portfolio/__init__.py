"""Several initiatives of one company: the same people, the same markets, one budget; and which of them to choose."""
