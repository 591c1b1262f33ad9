"""The formats that cross between programs: reports (station to server) and galleries (enrolment to station)."""
