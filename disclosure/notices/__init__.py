"""What somebody is told: whose turn it is, what has happened to their reports, and the digest by mail."""
