"""Names, ties and faults of weights that go into a net."""

import pytest
import torch

from models.messages import Problem
from models.naming import Naming
from tests.inference.weight_files import (
    NAMING,
    ROWS,
    WIDTH,
    loaded,
    tensors,
    write_pickle,
    write_safetensors,
)


@pytest.fixture
def load(tmp_path):
    def from_tensors(given, naming=NAMING, dtype=torch.float32, write=write_safetensors):
        (folder := tmp_path / "checkpoint").mkdir(exist_ok=True)
        write(folder, given)
        return loaded(folder, naming=naming, dtype=dtype)

    return from_tensors


def table(seed):
    return torch.randn(ROWS, WIDTH, generator=torch.Generator().manual_seed(seed))


def without_tables():
    return {name: tensor for name, tensor in tensors().items() if "shared" not in name}


def test_a_net_is_ready_to_run(load):
    net = load(tensors(), dtype=torch.bfloat16)
    assert not net.training
    assert not any(parameter.requires_grad for parameter in net.parameters())
    assert all(tensor.device.type == "cpu" for tensor in (*net.parameters(), *net.buffers()))


def test_computed_buffers_stay_and_take_the_type(load):
    net = load(tensors(), dtype=torch.bfloat16)
    assert torch.equal(net.sinusoid, torch.linspace(0, 1, 5).bfloat16())
    assert torch.equal(net.steps, torch.arange(5))


def test_an_optional_tensor_is_zero_where_it_is_absent(load):
    assert torch.equal(load(tensors()).bias, torch.zeros(1, ROWS))
    given = torch.rand(1, ROWS)
    assert torch.equal(load(tensors() | {"bias": given}).bias, given)


def test_a_tensor_that_stands_for_others_fills_them_all(load):
    net = load(tensors())
    assert net.encoder.weight is net.decoder.weight
    assert net.encoder.weight is net.head.weight


def test_the_first_present_one_of_a_group_stands_for_the_missing(load):
    given = {"model.decoder.weight": table(1), "model.head.weight": table(2)}
    net = load(without_tables() | given)
    assert torch.equal(net.encoder.weight, table(1))
    assert net.encoder.weight is net.decoder.weight
    assert torch.equal(net.head.weight, table(2))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float16])
def test_present_and_equal_tensors_are_one(load, dtype):
    names = ("model.shared.weight", "model.encoder.weight", "head.weight")
    given = without_tables() | {name: table(1).to(dtype) for name in names}
    net = load(given)
    assert net.encoder.weight is net.head.weight
    assert net.encoder.weight is net.decoder.weight


def test_present_and_different_tensors_stay_apart(load):
    given = {"model.shared.weight": table(1), "head.weight": table(2)}
    net = load(without_tables() | given)
    assert torch.equal(net.encoder.weight, table(1))
    assert torch.equal(net.head.weight, table(2))


def test_an_earlier_group_counts_first(load):
    ties = (("head.weight", "decoder.weight"), *NAMING.ties)
    naming = Naming(NAMING.renames, NAMING.optional, ties)
    given = {"encoder.weight": table(1), "decoder.weight": table(2)}
    net = load(without_tables() | given, naming)
    assert net.head.weight is net.decoder.weight
    assert not torch.equal(net.encoder.weight, net.head.weight)


def test_all_faults_are_told_at_once(load):
    given = without_tables() | {
        "model.layer.weight": torch.zeros(WIDTH, WIDTH + 1),
        "stray": torch.zeros(2),
        "layer.bias": torch.zeros(WIDTH),
    }
    with pytest.raises(Problem) as raised:
        load(given)
    for fault in (
        "The weights of checkpoint in model.safetensors do not fit the configuration: ",
        "missing: decoder.weight",
        "missing: encoder.weight",
        "missing: head.weight",
        "unexpected: stray",
        "model.layer.weight is (8, 9) and should be (8, 8)",
        "twice the same: layer.bias and model.layer.bias",
    ):
        assert fault in raised.value.what


def test_other_rows_than_the_configuration_says_are_a_fault(load):
    with pytest.raises(Problem, match=r"shared.weight is \(11, 8\) and should be \(12, 8\)"):
        load(tensors() | {"model.shared.weight": torch.zeros(ROWS - 1, WIDTH)})


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float16, torch.bfloat16])
@pytest.mark.parametrize("write", [write_safetensors, write_pickle])
def test_numbers_that_are_not_finite_are_named(load, write, dtype, number):
    given = tensors(dtype=dtype)
    given["model.layer.bias"][3] = number
    with pytest.raises(Problem) as raised:
        load(given, write=write)
    file = "model.safetensors" if write is write_safetensors else "pytorch_model.bin"
    assert raised.value.what == (
        f"The weights file {file} holds numbers that are not finite in model.layer.bias."
    )


def test_numbers_whose_sum_is_too_large_are_finite(load):
    given = tensors(dtype=torch.float16)
    given["model.layer.weight"].fill_(60_000)
    assert torch.equal(load(given).layer.weight, torch.full((WIDTH, WIDTH), 60_000.0))


@pytest.mark.parametrize("dtype", [torch.int64, torch.int8, torch.float8_e4m3fn])
@pytest.mark.parametrize("write", [write_safetensors, write_pickle])
def test_other_types_are_refused(load, write, dtype):
    given = tensors()
    given["model.layer.bias"] = given["model.layer.bias"].to(dtype)
    with pytest.raises(Problem) as raised:
        load(given, write=write)
    assert f"model.layer.bias in {str(dtype)[6:]};" in raised.value.what
