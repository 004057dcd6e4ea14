"""Runs upstream's tests, which stand in the surroundings of the package as they were, and tells which do not pass."""

import contextlib
import io
import logging
import sys
import unittest
from pathlib import Path

import gpxpy


def run(part, parts):
    """One part of the tests: how many it has, and the names of those that do not pass."""
    tests = Path(gpxpy.__file__).parents[1] / "tests"
    sys.path.insert(0, str(tests))
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        import test_gpxpy

        logging.disable(logging.CRITICAL)
        found = sorted(unittest.defaultTestLoader.getTestCaseNames(test_gpxpy.GPXTests))[part::parts]
        failed = [name for name in found if not passes(test_gpxpy.GPXTests(name))]
    return [len(found), failed]


def passes(test):
    """Whether a test passes; one that is skipped does not."""
    result = unittest.TestResult()
    test.run(result)
    return result.testsRun == 1 and result.wasSuccessful() and not result.skipped
