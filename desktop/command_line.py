"""What can be typed behind the program's name, in groups, with a line of help for each option."""

from argparse import ArgumentParser, _ArgumentGroup
from collections.abc import Sequence
from pathlib import Path

from desktop.catalogue import Translate, Words
from desktop.options import Options

PROGRAM = "zeelandnet-desktop"
_HELP = frozenset({"-h", "--help"})


def parse_arguments(arguments: Sequence[str]) -> Options:
    """Return the options; exits with a message for those that make no sense."""
    help_ = Help(_translate() if _HELP.intersection(arguments) else _as_written)
    parser = help_.parser()
    options = Options(**vars(parser.parse_args(arguments)))
    if options.json and not options.is_reading:
        parser.error(help_.json_alone())
    return options


class Help(Words):
    """What the help says, in one language."""

    def parser(self) -> ArgumentParser:
        """Return what reads the arguments."""
        parser = ArgumentParser(
            prog=PROGRAM, description=self.tr("Nieuws en webmail."), add_help=False
        )
        self._add_window(parser)
        self._add_terminal(parser)
        self._add_all(parser)
        self._add_checks(parser)
        return parser

    def json_alone(self) -> str:
        """Return what `--json` goes with."""
        return self.tr("--json hoort bij --headlines of --read")

    def _add_window(self, parser: ArgumentParser) -> None:
        group = parser.add_argument_group(self.tr("In een venster"))
        _add_switch(group, "--minimized", self.tr("klein beginnen"))
        _add_switch(group, "--webmail", self.tr("open meteen je webmail"))
        _add_switch(group, "--compose", self.tr("begin meteen een nieuw bericht"))

    def _add_terminal(self, parser: ArgumentParser) -> None:
        group = parser.add_argument_group(self.tr("In een terminal, zonder venster"))
        either = group.add_mutually_exclusive_group()
        section = self.tr("RUBRIEK")
        text = self.tr("haal het nieuws op en druk de lijst af, van één rubriek of van alle")
        either.add_argument("--headlines", nargs="?", const="", metavar=section, help=text)
        text = self.tr("druk het artikel op dit adres af")
        either.add_argument("--read", metavar=self.tr("ADRES"), help=text)
        _add_switch(group, "--json", self.tr("druk af als JSON"))

    def _add_all(self, parser: ArgumentParser) -> None:
        group = parser.add_argument_group(self.tr("Voor allebei"))
        text = self.tr("map voor alle gegevens, ook de instellingen")
        group.add_argument("--profile", type=Path, metavar=self.tr("MAP"), help=text)
        text = self.tr("andere lijst van bronnen, voor deze keer")
        group.add_argument("--sources", type=Path, metavar=self.tr("BESTAND"), help=text)
        _add_switch(group, "--demo", self.tr("ingebouwde editie, zonder internet"))

    def _add_checks(self, parser: ArgumentParser) -> None:
        group = parser.add_argument_group(self.tr("Controleren en installeren"))
        text = self.tr("maak een plaatje van het venster en stop")
        group.add_argument("--screenshot", type=Path, metavar=self.tr("BESTAND"), help=text)
        _add_switch(group, "--self-test", self.tr("controleer of elk onderdeel er is en stop"))
        text = self.tr("zet het programma in het menu (Linux, na pipx) en stop")
        _add_switch(group, "--install-desktop-entry", text)
        group.add_argument("-h", "--help", action="help", help=self.tr("toon deze uitleg en stop"))


def _add_switch(group: _ArgumentGroup, name: str, text: str) -> None:
    group.add_argument(name, action="store_true", help=text)


def _translate() -> Translate:
    # Only for who asks for help: it reads the settings, and the translations with lxml.
    from desktop.catalogue import translator
    from desktop.terminal.profile import language_of

    return translator(language_of(Options()))


def _as_written(_context: str, text: str, _disambiguation: str = "", _count: int = -1) -> str:
    return text
