"""What leaves from Actes and Séances for the prefecture, the web site and open data."""
