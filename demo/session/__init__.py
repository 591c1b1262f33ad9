"""A whole session of 40 candidates with every exception: who comes, what the operator does, what must be on record."""
