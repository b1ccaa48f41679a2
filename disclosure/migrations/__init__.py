"""Database history."""
