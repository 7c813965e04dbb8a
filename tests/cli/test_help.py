"""Each command presents itself: a sentence first, an example last, and completion of all of it in a shell."""

from __future__ import annotations

import shlex
import shutil
import subprocess

import pytest

import costmodel as cm
from costmodel import cli
from tests.cli.test_machine import commands

SHELLS = ("bash", "zsh", "fish")


@pytest.mark.parametrize("name", sorted(commands()))
def test_help_begins_with_a_sentence_and_ends_with_examples_that_can_be_typed(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made = commands()[name]
    sentence = str(made.description)
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert len(sentence) <= 120
    with pytest.raises(SystemExit):
        cli.main([*name.split(), "--help"])
    text = capsys.readouterr().out.rstrip()
    usage, _, rest = text.partition("\n\n")
    assert usage.startswith(f"usage: costmodel {name}")
    assert rest.startswith(sentence)
    examples = text[text.rindex("example") :].splitlines()[1:]
    assert examples
    for line in examples:
        words = shlex.split(line)
        until = words.index(">") if ">" in words else len(words)
        assert words[0] == "costmodel"
        meant = cli.parser().parse_args(words[1:until]).name
        assert meant == name or meant.startswith(f"{name} ")


def printed(shell: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert cli.main(["completion", shell]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_knows_every_command_option_and_scenario(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(shell, capsys)
    for name, made in commands().items():
        assert all(word in text for word in name.split())
        for option in made._option_string_actions:
            shown = option.lstrip("-") if shell == "fish" else option
            assert shown in text, (name, option)
    assert all(scenario in text for scenario in cm.scenarios())


@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_itself_can_read_its_completion(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    text = printed(shell, capsys)
    subprocess.run([program, "-n", "/dev/stdin"], input=text, text=True, check=True, timeout=60)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["bri"], {"bridge"}),
        (["estimate", "--sce"], {"--scenario"}),
        (["estimate", "--scenario", "ml"], {"mlops"}),
        (["estimate", "--scenario", "mlops", "--sa"], {"--samples"}),
        (["compare", "credit"], {"credit_scoring"}),
        (["finance", "cap"], {"capital"}),
        (["finance", "cash", "--view", "as"], {"as_it_happens"}),
        (["drivers", "--of", "to"], {"to_go_live", "total"}),
    ],
)
def test_bash_completes(typed: list[str], offered: set[str], capsys: pytest.CaptureFixture[str], tmp_path: str) -> None:
    program = shutil.which("bash")
    if program is None:
        pytest.skip("bash is not installed")
    ask = f"COMP_WORDS=(costmodel {shlex.join(typed)}); COMP_CWORD={len(typed)}; _costmodel; echo ${{COMPREPLY[@]}}"
    found = subprocess.run(
        [program, "-c", printed("bash", capsys) + "\n" + ask],
        text=True,
        capture_output=True,
        check=True,
        timeout=60,
        cwd=tmp_path,
    )
    assert set(found.stdout.split()) == offered
