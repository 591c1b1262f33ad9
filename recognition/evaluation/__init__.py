"""How well an engine tells people apart, on any set of photos whose people are known.

`datasets` reads the set, `extraction` makes the templates, `measuring` compares and counts, `report` writes it down.
Terms and methods are those of ISO/IEC 19795-1 and, for groups of people, ISO/IEC 19795-10.
"""
