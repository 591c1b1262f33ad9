"""The application core of a station: camera, check-in, journal, outbox. No Qt."""
