"""The page of several initiatives: the same people, one budget, and what changes when either does."""
