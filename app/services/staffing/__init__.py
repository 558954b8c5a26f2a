"""What a requirement comes to, what it risks, and what others would cost."""
