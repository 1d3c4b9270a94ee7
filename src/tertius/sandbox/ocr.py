"""Calling OCRmyPDF where it is installed: never on a shell, bounded in time, on a copy of its own."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

SECONDS = 900
"""A book of 300 scanned pages takes some minutes; what takes longer is given up."""
LANGUAGES = "TERTIUS_OCR"
"""The variable that names the languages of scans as tesseract does, such as srp+eng."""


def program() -> str | None:
    """Return where OCRmyPDF is; None where it is not installed."""
    return shutil.which("ocrmypdf")


def recognise(path: Path, made: Path) -> str:
    """Write a PDF with a text layer for those pages that have none; give what went wrong, or nothing."""
    found = program()
    if found is None:
        return "OCRmyPDF is not installed"
    languages = os.environ.get(LANGUAGES, "")
    chosen = ["--language", languages] if languages and not languages.startswith("-") else []
    command = [
        found,
        "--skip-text",
        "--quiet",
        "--output-type",
        "pdf",
        *chosen,
        "--",
        str(path.resolve()),
        str(made),
    ]
    with subprocess.Popen(  # noqa: S603 - the program was found on the path, its arguments are ours
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as running:
        try:
            _, complaints = running.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            _stop(running)
            return f"OCRmyPDF did not end within {SECONDS} seconds"
    if running.returncode or not made.is_file():
        said = complaints.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
        return f"OCRmyPDF stopped: {said[-1][:200]}"
    return ""


def _stop(running: "subprocess.Popen[bytes]") -> None:
    """End the program and those that it started."""
    if hasattr(os, "killpg"):
        os.killpg(running.pid, signal.SIGKILL)
    else:
        running.kill()
    running.communicate()
