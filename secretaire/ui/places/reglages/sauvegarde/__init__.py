"""« Sauvegarde »: the copies that make themselves, a copy to a file, one put back, the whole space read again."""
