"""The bench itself: turns, ratios, what is left out, what counts as too slow, the table."""

import json
import sys
from pathlib import Path

import pytest

from tests.bench import machine, opening, own_parts, parts, run, table
from tests.bench.comparing import Case, compare, jobs_of, milliseconds, words_a_second
from tests.bench.figures import EXPECTED, Expectations, Expected, Figure
from tests.bench.peers import Bench, gathered
from tests.bench.prepare import Cache, LeftOut
from tests.bench.processes import ENGINES, Job, Process, Spec, running
from tests.bench.texts import sentences, sized
from tests.bench.written import BEGIN, END, quote

ENGINE = """
import sys, time
from serving import CannotServe, Done, serve

def open_engine(setup):
    print("what a library prints is no answer")
    if "reason" in setup:
        raise CannotServe(setup["reason"])
    def run(job):
        if setup.get("dies"):
            sys.exit("out of luck")
        time.sleep(setup["seconds"] * len(job.texts))
        new = (job.new_tokens or 1) + setup.get("more", 0)
        return Done([text.upper() for text in job.texts], [new] * len(job.texts))
    return run

serve(open_engine)
"""


@pytest.fixture
def engine(tmp_path):
    script = tmp_path / "serve_toy"
    script.with_suffix(".py").write_text(ENGINE)

    def spec(name, **setup):
        added = {"PYTHONPATH": str(ENGINES)}
        return Spec(name, str(script), sys.executable, {"seconds": 0.0, **setup}, added)

    return spec


def test_an_engine_answers_text_by_text_or_all_at_once(engine):
    process = Process(engine("toy", seconds=0.01))
    each = process.ask(Job(("one", "two"), each=True))
    whole = process.ask(Job(("one", "two"), new_tokens=3))
    assert each.texts == whole.texts == ["ONE", "TWO"]
    assert [len(each.seconds), len(whole.seconds)] == [2, 1]
    assert whole.pieces == [3, 3]
    assert whole.seconds[0] >= 0.02
    assert process.close() >= 0
    process.kill()


def test_ratios_are_of_the_same_jobs_in_turn(engine):
    jobs = jobs_of(["a", "b c"], 3, 1, Job((), each=True))
    assert [job.texts for job in jobs] == [["a"], ["b c"], ["a"]]
    specs = [engine("ours", seconds=0.01), engine("peer", seconds=0.05)]
    with running(specs) as field:
        figures = list(
            compare(field.running, {"ours": "int8"}, Case("a word", jobs, milliseconds))
        )
    assert [(one.what, one.precision, one.peer) for one in figures] == [
        ("a word", "int8", "peer")
    ]
    assert 2 < figures[0].ratio < 6
    assert figures[0].own.endswith(" ms")


def test_a_case_may_be_for_some_engines_only(engine):
    case = Case("x", [Job(("a",))], words_a_second, frozenset({"ours", "near"}))
    specs = [engine(name, seconds=0.001) for name in ("ours", "near", "far")]
    with running(specs) as field:
        figures = list(compare(field.running, {"ours": "int8"}, case))
    assert [one.peer for one in figures] == ["near"]


def test_what_cannot_run_is_left_out_with_its_reason(engine):
    specs = [engine("no", reason="no such thing"), engine("toy")]
    with running(specs, {"other": "never made"}) as field:
        assert [one.spec.name for one in field.running] == ["toy"]
        assert field.left_out == {"other": "never made", "no": "no such thing"}


def test_an_engine_that_dies_says_why(engine):
    process = Process(engine("toy", dies=True))
    with pytest.raises(LeftOut, match="out of luck"):
        process.ask(Job(("a",)))
    process.kill()


def test_forced_outputs_of_other_lengths_are_no_comparison(engine):
    jobs = [Job(("a",), new_tokens=5)]
    said = r"peer wrote \[6\] pieces, not 5"
    with (
        running([engine("ours"), engine("peer", more=1)]) as field,
        pytest.raises(SystemExit, match=said),
    ):
        list(compare(field.running, {"ours": "int8"}, Case("x", jobs, milliseconds)))


def test_a_peer_that_cannot_be_made_does_not_stop_the_others():
    def broken():
        raise LeftOut("no wheel")

    spec = Spec("b", "x", "python", {})
    assert gathered([("a", broken), ("b", lambda: spec)]) == ([spec], {"a": "no wheel"})


def test_what_is_made_is_made_once_and_whole(tmp_path):
    cache, made = Cache(tmp_path), []

    def make(folder):
        (folder / "half").touch()
        made.append(folder)
        if len(made) == 1:
            raise LeftOut("the disk is full")
        assert [path.name for path in folder.iterdir()] == ["half"]

    with pytest.raises(LeftOut):
        cache.made("thing", make)
    assert not (tmp_path / "thing").exists()
    assert cache.made("thing", make) == cache.made("thing", make) == tmp_path / "thing"
    assert len(made) == 2


FAST = Figure("x", "int8", "1 ms", "peer", "3 ms", 3.0)
SLOW = Figure("y", "int8", "3 ms", "peer", "1 ms", 0.5)
TOLD = Figure("z", "auto", "1 s")


@pytest.mark.parametrize(
    ("ratio", "asked", "seen", "here", "faults"),
    [
        (2.0, 2.2, None, True, 0),  # within the tolerance
        (1.9, 2.2, None, True, 1),
        (1.9, None, 3.0, True, 1),
        (1.9, None, 3.0, False, 0),  # of another machine
        (1.9, 2.2, 3.0, True, 2),
        (1.9, None, None, True, 0),
    ],
)
def test_only_ratios_are_compared(ratio, asked, seen, here, faults):
    expected = Expectations(0.1, "here", {"x · int8 · peer": Expected(asked, None, seen)})
    figure = Figure("x", "int8", "", "peer", "", ratio)
    found = expected.faults([figure, TOLD], "here" if here else "there")
    assert len(found) == faults


def test_what_was_seen_is_kept_for_one_machine(tmp_path):
    path = tmp_path / "ratios.json"
    Expectations(0.1, "", {FAST.key: Expected(2.2, 3.0)}).store(
        [FAST, SLOW, TOLD], "here", path
    )
    stored = Expectations.read(path)
    assert stored.of(FAST) == Expected(2.2, 3.0, 3.0)
    assert stored.of(SLOW) == Expected(seen=0.5)
    stored.store([SLOW], "there", path)
    assert Expectations.read(path).of(FAST) == Expected(2.2, 3.0)


def test_the_table_names_the_machine_and_what_was_not_reached():
    expected = Expectations(0.1, "", {SLOW.key: Expected(0.45, 1.0), FAST.key: Expected(2.2)})
    text = table.document(["a machine"], [FAST, SLOW, TOLD], {"other": "no wheel"}, expected)
    assert "* a machine" in text
    assert "* y · int8 · peer: 0.50×, goal 1×" in text
    assert "* other: no wheel" in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len({len(row) for row in rows}) == 1
    assert [cell.strip() for cell in rows[3].split("|")[1:-1]] == [
        *("y", "int8", "3 ms", "peer", "1 ms", "0.50", "0.45 (goal 1)")
    ]


def test_a_file_quotes_the_table_between_its_marks(tmp_path):
    path = tmp_path / "README.md"
    path.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", "utf-8")
    quote(path, "new\n")
    quote(path, "newer\n")
    assert path.read_text("utf-8") == f"before\n{BEGIN}\nnewer\n{END}\nafter\n"
    path.write_text("none\n", "utf-8")
    with pytest.raises(ValueError, match=r"README\.md has no"):
        quote(path, "new\n")
    assert path.read_text("utf-8") == "none\n"


def test_the_readme_has_a_place_for_the_table():
    text = (run.ROOT / "README.md").read_text("utf-8")
    assert text.index(BEGIN) < text.index(END)


def test_texts_are_different_and_of_the_asked_length():
    made = sentences(1000)
    assert len(set(made)) == len(made) == 1000
    assert made == sentences(1000)
    counts = [len(text.split()) for text in made]
    assert 15 < sum(counts) / len(counts) < 25
    short = sized(5, 12, len)
    assert {len(text) for text in short} <= {11, 12}


class Texts(Cache):
    """A cache whose checkpoints nobody needs."""

    def texts(self, name, many, pieces):
        return ["a text"]


def test_every_stored_ratio_is_one_that_is_measured(tmp_path):
    bench = Bench(Texts(tmp_path), ("int8", "fp32"), 1, 1, ("a line",))
    cases = [*parts.marian_cases(bench), *parts.student_cases(bench)]
    for title, (name, *_) in parts.LARGE.items():
        cases += parts.large_cases(bench, title, name)
    cases += own_parts.student_links(bench, "Bergamot tiny")
    cases += own_parts.marian_links(bench, "Marian 6+6")
    names = {case.what for case in cases}
    of_starts = {"opening", "process start to text"}
    of_starts |= {opening.AFTER_SENTENCE, opening.AFTER_CLOSING}
    for key in json.loads(EXPECTED.read_text("utf-8"))["figures"]:
        what, precision, peer = key.split(" · ")
        assert what in names or what.split(", ")[-1] in of_starts, key
        assert precision in bench.precisions
        assert peer


def test_the_machine_is_named():
    assert machine.processor() in machine.name()
    told = "\n".join(machine.lines(2))
    assert "2 threads" in told
    assert "torch 2.13.0" in told


def test_versions_of_peers_are_found_where_they_were_installed(tmp_path):
    about = tmp_path / "ctranslate2-1.2.3.dist-info" / "METADATA"
    about.parent.mkdir()
    about.write_text("Metadata-Version: 2.1\nName: ctranslate2\nVersion: 1.2.3\n")
    assert "ctranslate2 1.2.3" in "\n".join(machine.lines(2, [tmp_path]))


def test_every_engine_that_is_started_has_a_script():
    source = Path(parts.__file__).with_name("peers.py").read_text("utf-8")
    named = {word.strip('",') for word in source.split() if word.startswith('"serve_')}
    assert named == {path.stem for path in ENGINES.glob("serve_*.py")}
