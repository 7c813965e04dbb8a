"""After the start: what was approved, what is spent, the forecast anew, the people."""
