"""Many stations against a real server, with everything going wrong that can: and nothing lost, nothing doubled."""
