"""The words of the dashboard, one module for each language."""
