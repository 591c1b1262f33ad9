"""What tests of several programs together may use beside their own: a real PostgreSQL."""

from tests.server.conftest import empty_postgresql, postgresql

__all__ = ["empty_postgresql", "postgresql"]
