"""Enrolment in a window: import, photos, duplicates, packs."""
