"""Who works at a station: their names, roles and PINs, and how they sign in."""
