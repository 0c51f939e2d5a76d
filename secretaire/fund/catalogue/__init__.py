"""What was read of the fund, in its own file."""
