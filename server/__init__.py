"""The central server: takes the reports of the stations, keeps them for good, and shows them live."""
