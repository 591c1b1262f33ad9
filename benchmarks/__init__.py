"""Measurements, side by side with the peers in the same run. Figures swing; medians and ratios are what to read."""
