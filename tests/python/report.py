"""How the tests of this folder end: with their counts, as the Test Anything Protocol writes them."""

import unittest


def main():
    """Runs the tests of the calling program; the exit code."""
    result = unittest.main(module="__main__", exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
    print(f"# pass {result.testsRun - failed}\n# fail {failed}")
    return 1 if failed else 0
