"""The place *Séances*: before, during and after a meeting of the council."""
