"""What the pages read from the database: never more than they show, never all reports."""
