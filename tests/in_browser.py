"""The browser in which pages are opened, where the system has one."""

import os
import shutil

import pytest

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

IN_BROWSER = [pytest.mark.browser]
"""The marks of a file that opens pages: it is skipped without Chromium, but on CI, where it has to be there."""
if CHROMIUM is None and not os.environ.get("CI"):
    IN_BROWSER.append(pytest.mark.skip(reason="Chromium is not installed on this machine"))
