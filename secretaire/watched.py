"""A process of ours that writes down every socket, name looked up and network module loaded, for `desk.witness` to read.

Audit events of Python (PEP 578). Loaded before anything else: standard library only.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

NETWORK_MODULES = """
    socket ssl http.client http.server urllib.request ftplib smtplib poplib imaplib telnetlib xmlrpc.client socketserver
    asyncio requests urllib3 httpx aiohttp websockets paramiko grpc huggingface_hub PySide6.QtNetwork
    PySide6.QtWebEngineCore
""".split()  # noqa: SIM905
"""Those of Python, and the libraries that Python programs go to the network with."""

FOLDER = "SECRETAIRE_TEMOIN"
"""The environment variable that names the folder to write in; children of children have it too."""

BEGUN, SOCKET, NAME, MODULE = "debut", "prise", "nom", "module"
_LOOKED_UP = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})


def begin() -> None:
    """Watch this process to its end, if it is asked for."""
    folder = os.environ.get(FOLDER)
    if not folder:
        return
    file = (Path(folder) / f"{os.getpid()}.txt").open("a", buffering=1, encoding="ascii")
    file.write(f"{BEGUN}\n")
    modules = frozenset(NETWORK_MODULES)

    def see(event: str, args: tuple[Any, ...]) -> None:
        if event == "socket.__new__":
            file.write(f"{SOCKET} {args[1]:d}\n")
        elif event in _LOOKED_UP:
            file.write(f"{NAME}\n")
        elif event == "import" and args[0] in modules:
            file.write(f"{MODULE} {args[0]}\n")

    sys.addaudithook(see)
