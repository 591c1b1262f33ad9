"""Checking one candidate in: the pure state machine, the evidence, the policy, and the desk that runs them."""
