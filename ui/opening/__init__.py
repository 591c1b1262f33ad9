"""Before the desk opens: is the station well, which camera, which session."""
