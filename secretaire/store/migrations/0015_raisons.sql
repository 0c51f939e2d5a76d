-- Why a point was given its type, in French: what its title shares with the type, or who chose it.
ALTER TABLE preparations ADD COLUMN raison TEXT NOT NULL DEFAULT '';
