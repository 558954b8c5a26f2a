"""How campaigns stand against their goals."""
