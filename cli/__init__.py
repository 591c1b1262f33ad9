"""The `hadir` command: thin, wires parts together, holds no logic."""
