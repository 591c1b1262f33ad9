"""The model files that recognition runs on: which they are, where they lie, and that they are unaltered."""
