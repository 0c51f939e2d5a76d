"""What leaves from Actes: the copies of an act, the acts of a séance, the register of a year."""
