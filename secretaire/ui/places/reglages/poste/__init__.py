"""« Ce poste »: what the installer settled, the version, the page for support."""
