"""The formats that cross between programs: reports (station to server) and session packs (enrolment to station)."""
