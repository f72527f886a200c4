"""What the build says of sizes and start times, and what it stops for."""

import pytest


@pytest.fixture
def result(tool, tmp_path):
    """A small bundle with an archive, which started three times."""
    report, proofs = tool("report"), tool("proofs")
    folder = tmp_path / "interlinear"
    folder.mkdir()
    (folder / "library.so").write_bytes(b"x" * 1_600_000)
    archive = tmp_path / "a.tar.zst"
    archive.write_bytes(b"x" * 400_000)

    def make(*starts):
        made = proofs.Bundle(folder, folder / "interlinear")
        return report.Result(made, [archive], [proofs.Start(*start) for start in starts])

    return make


def test_the_table_has_a_row_for_everything_promised(tool, result):
    report = tool("report")
    lines = report.table(result((1.234, 5.0), (0.5, 2.0))).splitlines()
    assert lines[0] == f"| {report.machine()} | is | at most |"
    assert lines[2:] == [
        "| unpacked | 2 MB | 620 MB |",
        "| a.tar.zst | 0 MB | 245 MB |",
        "| start to window | 1.23 · 0.50 s | 1.5 s |",
        "| start to first translation | 5.00 · 2.00 s | 4.0 s |",
    ]


def test_without_starters_there_are_no_times(tool, result):
    assert "start to" not in tool("report").table(result())
    assert tool("report").faults(result()) == []


def test_what_grew_too_large_is_a_fault(tool, result):
    report = tool("report")
    built = result()
    with built.packed[0].open("r+b") as file:
        file.truncate(int(report.PACKED * report.MEGABYTE))
    assert report.faults(built) == []
    with built.packed[0].open("ab") as file:
        file.write(b"x")
    assert report.faults(built) == ["a.tar.zst has 245.0 MB and may have 245 MB."]


def test_a_busy_machine_is_no_fault_but_a_start_that_never_comes_is(tool, result):
    report = tool("report")
    slow, endless = (12.0, 39.0), (99.0, 400.0)
    assert report.faults(result(endless, slow)) == []
    assert report.faults(result(endless)) == [
        "From start to window it took 99 s.",
        "From start to first translation it took 400 s.",
    ]
    assert report.faults(result((1.0, None))) == [
        "From start to first translation it never came."
    ]


def test_the_largest_files_come_with_their_reasons(tool, result):
    assert "    1.6  library.so" in tool("report").largest(result().made)
    assert "NO REASON KNOWN" in tool("report").largest(result().made)
