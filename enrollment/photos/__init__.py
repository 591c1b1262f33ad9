"""Photos of candidates: where they lie, what each shows, and what it says about how it came to be."""
