"""`pytest --nbval book` re-executes the chapters under the book's own rules."""

from book._tools.nbcheck import pytest_collect_file, pytest_configure, pytest_terminal_summary

__all__ = ["pytest_collect_file", "pytest_configure", "pytest_terminal_summary"]
