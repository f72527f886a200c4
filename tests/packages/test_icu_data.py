"""Qt's ICU data: what is left out, and that Qt orders texts as before in every language."""

import json
import os
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

PROBE = Path(__file__).with_name("collation_probe.py")
LIBRARIES = sorted((Path(PySide6.__file__).parent / "Qt" / "lib").glob("libicudata.so.*"))


def item(tool, name, content=b"x"):
    return tool("icu_data").Item(name.encode(), content)


@pytest.mark.parametrize(
    "name", ["zone/de.res", "brkitr/thaidict.dict", "gb18030.cnv", "de_AT.res", "zh_Hant.res"]
)
def test_leaves_out_what_no_function_of_qts_reads(tool, name):
    assert not item(tool, f"icudt73l/{name}").used


@pytest.mark.parametrize(
    "name", ["coll/zh.res", "coll/ucadata.icu", "root.res", "pool.res", "res_index.res"]
)
def test_keeps_orders_and_what_they_are_found_with(tool, name):
    assert item(tool, f"icudt73l/{name}").used


def test_what_is_packed_is_unpacked_again(tool):
    icu_data = tool("icu_data")
    header = bytes([32, 0, 0xDA, 0x27, *bytes(8), *b"CmnD", *bytes(16)])
    items = [item(tool, "i/a", b"1" * 16), item(tool, "i/long.res", b"2" * 48)]
    data = icu_data.pack(header, items)
    assert icu_data.unpack(data) == (header, items)
    assert all((data.index(each.content) - len(header)) % 16 == 0 for each in items)


def test_data_of_another_kind_stop_the_build(tool):
    with pytest.raises(ValueError, match="unknown format"):
        tool("icu_data").unpack(bytes(64))


def probe(**environment):
    command = [sys.executable, PROBE]
    done = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, check=True
    )
    return json.loads(done.stdout)


if LIBRARIES:

    def test_every_language_has_its_order_as_before(tool, tmp_path):
        (library,) = LIBRARIES
        place = f"PySide6/Qt/lib/{library.name}"
        row = tool("bundle").Entry(place, str(library), "BINARY")
        other = tool("bundle").Entry("torch/lib/libc10.so", "libc10.so", "BINARY")
        smaller, same = tool("icu_data").reduced([row, other], tmp_path)
        assert same == other
        assert Path(smaller.source).stat().st_size < library.stat().st_size / 5
        whole, left = probe(), probe(LD_PRELOAD=smaller.source)
        assert (whole["data"], left["data"]) == (str(library), smaller.source)
        assert whole["orders"] == left["orders"]
        assert len({str(each) for each in whole["orders"].values()}) > 40
