"""The dashboard in the browser: for headquarters, venues and auditors, and a board for everybody.

Pages are rendered here and work without a script; with it, they stay live. Who may see what stands in `viewers`, which
address is which page in `routes`, and `gate` is the one way in.
"""

from __future__ import annotations

from server.dashboard.gate import ErrorPages, wants_page
from server.dashboard.routes import dashboard_routes, error_pages

__all__ = ["ErrorPages", "dashboard_routes", "error_pages", "wants_page"]
