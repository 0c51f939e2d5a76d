"""The place *Accueil*: what is due, what comes back each year, the projects, the next meeting."""
