"""Who decides: roster, seance, presence, pouvoirs, quorum, votes, clear days, deadlines. Pure."""
