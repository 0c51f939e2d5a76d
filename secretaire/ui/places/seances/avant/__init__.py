"""Before the meeting: its day, its ordre du jour, its convocation."""
