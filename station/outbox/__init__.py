"""Reports on their way to the central server: at least once sent, exactly once in effect."""
