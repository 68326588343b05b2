"""Two modules of tests of one name would keep each other from being collected, now and then."""

from collections import Counter
from pathlib import Path

TESTS = Path(__file__).parents[1]


def test_no_two_modules_of_tests_have_one_name():
    ours = (
        path
        for path in TESTS.glob("[!.]*/**/test_*.py")
        if not {"node_modules", ".old-browser"} & {*path.parts}
    )
    found = Counter(path.name for path in (*ours, *TESTS.glob("test_*.py")))

    assert [name for name, times in found.items() if times > 1] == []
