"""Faces in, numbers out: detection, alignment, templates, quality, comparison. No Qt, no network, no database."""
