"""A real browser driven through a pipe: no port is opened."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Self

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Browser:
    """One page of Chromium, without screen and without network."""

    def __init__(self, profile: Path) -> None:
        asked, self._asking = os.pipe()
        self._answering, answered = os.pipe()
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run"]
        silent = ["--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND"]
        # Chromium reads its orders on descriptor 3 and answers on 4
        line = f'exec "$0" "$@" 3<&{asked} 4>&{answered}'
        self._process = subprocess.Popen(
            ["bash", "-c", line, str(PROGRAM), *arguments, *silent, f"--user-data-dir={profile}", "about:blank"],
            pass_fds=(asked, answered),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(asked)
        os.close(answered)
        self._rest, self._number, self._session = b"", 0, ""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.ask("Page.enable")
        self.size(1100, 900)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait()
        os.close(self._asking)
        os.close(self._answering)

    def ask(self, method: str, **given: object) -> dict[str, Any]:
        """One order, and its answer."""
        self._number += 1
        order: dict[str, object] = {"id": self._number, "method": method, "params": given}
        if self._session:
            order["sessionId"] = self._session
        os.write(self._asking, json.dumps(order).encode() + b"\0")
        while (message := self._next()).get("id") != self._number:
            pass
        if "error" in message:
            raise RuntimeError(message["error"])
        result: dict[str, Any] = message["result"]
        return result

    def open(self, page: Path) -> None:
        """Load a file, to the end of its scripts."""
        self.ask("Page.navigate", url=page.as_uri())
        while self._next().get("method") != "Page.loadEventFired":
            pass

    def run(self, script: str) -> Any:
        """What a script gives in the page, once its promise is kept."""
        made = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in made:
            raise RuntimeError(made["exceptionDetails"])
        return made["result"].get("value")

    def size(self, width: int, height: int) -> None:
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def grab(self, target: Path) -> None:
        """A picture of what is shown."""
        target.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot")["data"]))

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            block = os.read(self._answering, 1 << 16)
            if not block:
                raise RuntimeError("the browser left")
            self._rest += block
        whole, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(whole)
        return message
