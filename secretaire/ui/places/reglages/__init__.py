"""The place *Réglages*: what the commune decides once, for every act."""
