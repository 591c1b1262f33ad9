"""Who will probably have trouble at the desk, why, and what to tell them."""
