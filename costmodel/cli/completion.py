"""The command `completion`: what a shell needs to complete commands, options and scenarios of this program."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from shlex import quote

from costmodel.cli.commands import Commands, command

HOW = {
    "bash": "in ~/.local/share/bash-completion/completions/costmodel",
    "zsh": "as _costmodel in a folder of fpath",
    "fish": "in ~/.config/fish/completions/costmodel.fish",
}
CASES = ("--scenario", "first", "second")  # arguments that name a scenario


@dataclass(frozen=True)
class Word:
    """What may be typed after a command: an option, or a value in its place (a name without dashes).

    Attributes:
        name: as it is typed.
        text: what it means.
        takes: whether a value follows.
        values: those that are known beside files.
    """

    name: str
    text: str
    takes: bool
    values: tuple[str, ...]

    @property
    def is_option(self) -> bool:
        """Whether it is typed itself, and not only its values."""
        return self.name.startswith("-")


@dataclass(frozen=True)
class Known:
    """A command: its name, what it is for, and what may follow it."""

    name: str
    text: str
    words: tuple[Word, ...]

    @property
    def options(self) -> list[Word]:
        """What is typed with dashes."""
        return [word for word in self.words if word.is_option]

    @property
    def values(self) -> list[str]:
        """What may stand in the place of its other arguments."""
        return list(dict.fromkeys(value for word in self.words if not word.is_option for value in word.values))


def add(commands: Commands) -> None:
    """The command; it completes whatever the program has."""
    one = command(
        commands,
        "completion",
        "completion of commands and options in a shell",
        "Prints what a shell (bash, zsh, fish) needs to complete commands, options and names of scenarios.",
        ("bash > ~/.local/share/bash-completion/completions/costmodel",),
        _completion,
    )
    told = "; ".join(f"what {shell} needs belongs {where}" for shell, where in HOW.items())
    one.add_argument("shell", choices=tuple(HOW), help=told)


def _completion(asked: argparse.Namespace) -> int:
    from costmodel import scenarios
    from costmodel.cli import parser

    known = list(_commands(parser(), ("baseline", *scenarios())))
    print({"bash": _bash, "zsh": _zsh, "fish": _fish}[asked.shell](known))  # noqa: T201 - the result
    return 0


def _commands(top: argparse.ArgumentParser, cases: tuple[str, ...]) -> Iterator[Known]:
    for action in top._actions:  # noqa: SLF001 - argparse tells them nowhere else
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            texts = {one.dest: one.help or "" for one in action._choices_actions}  # noqa: SLF001
            for name, made in action.choices.items():
                words = {word.name: word for word in _words(made, cases)}
                yield Known(name, texts[name], tuple(words.values()))


def _words(made: argparse.ArgumentParser, cases: tuple[str, ...]) -> Iterator[Word]:
    for action in made._actions:  # noqa: SLF001
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - the commands of a family
            yield Word(action.dest, "", True, tuple(action.choices))
            for one in action.choices.values():
                yield from _words(one, cases)
            continue
        for name in action.option_strings or (action.dest,):
            values = tuple(map(str, action.choices or (cases if name in CASES else ())))
            yield Word(name, (action.help or "").replace("%%", "%"), action.nargs != 0, values)


BASH = """_costmodel() {{
  local now="${{COMP_WORDS[COMP_CWORD]}}" before="${{COMP_WORDS[COMP_CWORD-1]}}" options='' words=''
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W {names} -- "$now"))
    return
  fi
  case "${{COMP_WORDS[1]}} $before" in
{values}
  *)
    case "${{COMP_WORDS[1]}}" in
{options}
    esac ;;
  esac
  case "$now" in
  -*) COMPREPLY=($(compgen -W "$options" -- "$now")) ;;
  *) COMPREPLY=($(compgen -W "$words" -- "$now") $(compgen -f -- "$now")) ;;
  esac
}}
complete -o filenames -F _costmodel costmodel"""


def _bash(known: list[Known]) -> str:
    values, options = [], []
    for one in known:
        values += [
            f"  {quote(f'{one.name} {word.name}')}) words={quote(' '.join(word.values))} ;;"
            for word in one.options
            if word.takes
        ]
        dashed = quote(" ".join(word.name for word in one.options))
        options.append(f"    {one.name}) options={dashed} words={quote(' '.join(one.values))} ;;")
    names = quote(" ".join(one.name for one in known) + " --help --version")
    return BASH.format(names=names, values="\n".join(values), options="\n".join(options))


def _zsh(known: list[Known]) -> str:
    listed = "\n".join(f"    {quote(f'{one.name}:{one.text}')}" for one in known)
    cases = []
    for one in known:
        specs = []
        for word in one.options:
            text = word.text.replace("\\", "").replace("[", "(").replace("]", ")").replace(":", "\\:")
            value = f":value:{_in_zsh(word.values)}" if word.takes else ""
            specs.append(quote(f"*{word.name}[{text}]{value}"))
        specs.append(quote(f"*:file:{_in_zsh(tuple(one.values))}"))
        cases.append(f"    {one.name}) _arguments {' '.join(specs)} ;;")
    head = f"#compdef costmodel\n_costmodel() {{\n  local -a commands\n  commands=(\n{listed}\n  )\n"
    first = "  if (( CURRENT == 2 )); then _describe command commands; return; fi\n  shift words; (( CURRENT-- ))\n"
    chosen = "  case $words[1] in\n" + "\n".join(cases) + "\n  esac\n"
    return f'{head}{first}{chosen}}}\n_costmodel "$@"'


def _in_zsh(values: tuple[str, ...]) -> str:
    """Known values and files, as zsh wants the action of an argument."""
    return f'{{_alternative "values:value:({" ".join(values)})" "files:file:_files"}}' if values else "_files"


def _fish(known: list[Known]) -> str:
    lines = []
    for one in known:
        lines.append(f"complete -c costmodel -n __fish_use_subcommand -a {one.name} -d {quote(one.text)}")
        here = f"complete -c costmodel -n {quote(f'__fish_seen_subcommand_from {one.name}')}"
        for word in one.options:
            name = f"-l {word.name[2:]}" if word.name.startswith("--") else f"-s {word.name[1:]}"
            values = f" -a {quote(' '.join(word.values))}" if word.values else ""
            lines.append(f"{here} {name}{' -r' if word.takes else ''}{values} -d {quote(word.text)}")
        if one.values:
            lines.append(f"{here} -a {quote(' '.join(one.values))}")
    return "\n".join(lines)
