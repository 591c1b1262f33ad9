"""What an opening checks, one concern a file: what was found is a value, and whoever shows it puts it into words."""
