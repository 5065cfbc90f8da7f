"""Owns the Python environment of the Dash peer: apart from Heard's own, made once and kept."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parents[1] / "requirements.txt"


def dash_python(folder: Path | None = None) -> Path:
    """The interpreter of an environment that holds exactly what `benchmarks/requirements.txt` pins.

    Made in the folder, or else in the user's cache, where it is not there yet: that asks the package index.
    """
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()[:12]
    home = (folder or Path.home() / ".cache" / "heard-benchmarks").resolve() / f"dash-{wanted}"
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    finished = home / "finished"
    if not finished.exists():
        print(f"Making an environment for the Dash peer in {home}", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
        install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([str(python), *install, "--requirement", str(REQUIREMENTS)], check=True)
        finished.touch()
    return python
