"""After the meeting: what was voted, the papers that leave, the procès-verbal."""
