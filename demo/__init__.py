"""The demonstration: a morning at a test centre, played with real faces through the real programs."""
