"""Reading a roster: a CSV or XLSX file, one candidate a row. Bad rows are reported, good ones kept."""
