"""A JupyterLab of its own for tests: own folders, own port, news off, and notebooks run in a real browser."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

READY = """() => {
  const panel = window.jupyterapp?.shell.currentWidget;
  const kernel = panel?.sessionContext?.session?.kernel;
  return kernel?.status === "idle" && kernel?.connectionStatus === "connected";
}"""


class Lab:
    """A running JupyterLab: its address, and the folder of its notebooks."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder

    def notebook(self, name: str, cells: Sequence[str]) -> None:
        """Write a notebook of code cells."""
        made = {
            "cells": [
                {"cell_type": "code", "id": f"c{n}", "metadata": {}, "source": source, "outputs": [],
                 "execution_count": None}
                for n, source in enumerate(cells)
            ],
            "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
            "nbformat": 4, "nbformat_minor": 5,
        }  # fmt: skip
        (self.folder / name).write_text(json.dumps(made), encoding="utf-8")

    def open(self, page: Any, name: str) -> None:
        """Open a notebook, and wait until its kernel can be talked to."""
        page.goto(f"{self.url}/lab/tree/{name}?reset")
        self.ready(page)

    def ready(self, page: Any) -> None:
        """Wait until the kernel of the notebook in view is connected and idle."""
        page.wait_for_function(READY, timeout=60_000)

    def command(self, page: Any, name: str) -> None:
        """Run a command of the Lab's own, as its menu does."""
        page.evaluate("(name) => void window.jupyterapp.commands.execute(name)", name)


@contextmanager
def jupyterlab(place: Path) -> Iterator[Lab]:
    """Start a JupyterLab in a folder that is there, with everything of its own in it; stop it afterwards."""
    home, work = place / "home", place / "work"
    work.mkdir()
    (home / "labconfig").mkdir(parents=True)
    (home / "labconfig" / "default_setting_overrides.json").write_text(
        json.dumps({"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}})
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {**os.environ, "JUPYTER_CONFIG_DIR": str(home), "JUPYTER_DATA_DIR": str(home / "data"),
           "JUPYTER_RUNTIME_DIR": str(home / "run"), "IPYTHONDIR": str(home / "ipython"),
           "PYTHONPATH": os.pathsep.join(sys.path)}  # fmt: skip
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--ServerApp.ip=127.0.0.1", f"--port={port}",
        "--ServerApp.port_retries=0", "--IdentityProvider.token=", "--expose-app-in-browser", "--allow-root",
        f"--ServerApp.root_dir={work}",
    ]  # fmt: skip
    with (place / "log.txt").open("wb") as log:
        server = subprocess.Popen(command, env=env, stdout=log, stderr=log, cwd=work)
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(url, server, place / "log.txt")
            yield Lab(url, work)
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
            shutil.rmtree(home / "run", ignore_errors=True)


def _wait(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(240):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/api/status", timeout=5):
                return
        except OSError:
            time.sleep(0.25)
    raise AssertionError(f"JupyterLab did not start: {log.read_text(errors='replace')[-2000:]}")
