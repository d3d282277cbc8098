"""What can be typed behind the program's name, in groups, with a line of help for each option."""

from argparse import ArgumentParser
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
        group.add_argument("--minimized", action="store_true", help=self.tr("klein beginnen"))
        group.add_argument("--webmail", action="store_true", help=self.tr("open meteen je webmail"))
        group.add_argument(
            "--compose", action="store_true", help=self.tr("begin meteen een nieuw bericht")
        )

    def _add_terminal(self, parser: ArgumentParser) -> None:
        group = parser.add_argument_group(self.tr("In een terminal, zonder venster"))
        either = group.add_mutually_exclusive_group()
        either.add_argument(
            "--headlines",
            nargs="?",
            const="",
            metavar=self.tr("RUBRIEK"),
            help=self.tr("haal het nieuws op en druk de lijst af, van één rubriek of van alle"),
        )
        either.add_argument(
            "--read", metavar=self.tr("ADRES"), help=self.tr("druk het artikel op dit adres af")
        )
        group.add_argument("--json", action="store_true", help=self.tr("druk af als JSON"))

    def _add_all(self, parser: ArgumentParser) -> None:
        group = parser.add_argument_group(self.tr("Voor allebei"))
        group.add_argument(
            "--profile",
            type=Path,
            metavar=self.tr("MAP"),
            help=self.tr("map voor alle gegevens, ook de instellingen"),
        )
        group.add_argument(
            "--sources",
            type=Path,
            metavar=self.tr("BESTAND"),
            help=self.tr("andere lijst van bronnen, voor deze keer"),
        )
        group.add_argument(
            "--demo", action="store_true", help=self.tr("ingebouwde editie, zonder internet")
        )

    def _add_checks(self, parser: ArgumentParser) -> None:
        group = parser.add_argument_group(self.tr("Controleren en installeren"))
        group.add_argument(
            "--screenshot",
            type=Path,
            metavar=self.tr("BESTAND"),
            help=self.tr("maak een plaatje van het venster en stop"),
        )
        group.add_argument(
            "--self-test",
            action="store_true",
            help=self.tr("controleer of elk onderdeel er is en stop"),
        )
        group.add_argument(
            "--install-desktop-entry",
            action="store_true",
            help=self.tr("zet het programma in het menu (Linux, na pipx) en stop"),
        )
        group.add_argument("-h", "--help", action="help", help=self.tr("toon deze uitleg en stop"))


def _translate() -> Translate:
    # Only for who asks for help: it reads the settings, and the translations with lxml.
    from desktop.catalogue import translator
    from desktop.terminal.profile import language_of

    return translator(language_of(Options()))


def _as_written(_context: str, text: str, _disambiguation: str = "", _count: int = -1) -> str:
    return text
