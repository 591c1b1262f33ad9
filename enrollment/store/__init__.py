"""The enrolment database: candidates, their photos as templates and portraits, pairs that look alike and reviews."""
