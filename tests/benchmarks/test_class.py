"""The guide for instructors shows the class that was graded."""

import json

from benchmarks.classtable import GUIDE, RESULTS, markdown

STORED = json.loads(RESULTS.read_text("utf8"))


def test_the_guide_shows_the_stored_results():
    assert markdown(STORED) in GUIDE.read_text("utf8")


def test_the_stored_class_is_one_of_five_hundred_and_both_gave_the_same_marks():
    count = STORED["otter run: sample"]
    assert STORED["class"] == 500
    assert STORED["same mark"] == f"{count} of {count}"
