"""What the tests are made with: reports, people, files, readers, servers; nothing here is a test."""
