"""The notebooks of the practice pages are for readers to fill in: there is nothing to run again in them."""

collect_ignore_glob = ["notebooks/*.ipynb"]
