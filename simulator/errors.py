"""What can go wrong with a simulation itself.

SimulationError    a process did not start, failed or did not end
"""

from __future__ import annotations


class SimulationError(Exception):
    """A process did not start, failed or did not end. The message is fit to show."""
