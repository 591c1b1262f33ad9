"""The station's local database: every decision, and the reports still to be sent."""
