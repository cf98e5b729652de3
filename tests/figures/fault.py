"""One fault to plant in a module of the page, and the figure whose numbers must show it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """A change to one module, and the figure whose numbers must show it."""

    module: str
    old: str
    new: str
    figure: str

    def plant(self, front):
        """Write the fault into a copy of the front end."""
        path = front / self.module
        text = path.read_text("utf8")
        assert text.count(self.old) == 1, f"{self.old!r} stands {text.count(self.old)} times in {self.module}"
        path.write_text(text.replace(self.old, self.new), "utf8")
