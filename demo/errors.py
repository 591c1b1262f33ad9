"""What can go wrong in the demonstration.

DemoError
"""

from __future__ import annotations


class DemoError(Exception):
    """The demonstration cannot be played; the message says why and what to do."""
