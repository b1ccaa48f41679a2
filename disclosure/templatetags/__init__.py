"""What templates may call besides Django's own tags."""
