"""« Preuves et données »: the journal, the attestation, what the assistant did, what is kept of persons."""
