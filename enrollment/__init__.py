"""Before the exam: from a roster and photos to a session's gallery."""
