"""Encrypted local files: databases that SQLCipher encrypts, where their keys come from, and private keys by name."""
