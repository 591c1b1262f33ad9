"""Cameras: what one is, the kinds there are, and the thread that reads one."""
