"""Makes a .deb and a relocatable .tar.gz of the built program: `make package`.

Run: python -m resources.packaging.linux.package BUNDLE FOLDER. The times of all files are
SOURCE_DATE_EPOCH, and nothing depends on the order of a folder, so that two packages of one
commit are the same to the byte.
"""

import gzip
import lzma
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop import __version__
from resources.packaging.bundle import MB, table
from resources.packaging.changelog import debian_changelog, read_releases
from resources.packaging.licences import licences_text
from resources.packaging.linux.tree import HERE, NAME, RESOURCES, add_desktop_files, write_gzip

MAINTAINER = "ZeelandNet Desktop contributors"
# Reaches nobody (RFC 2606), for packages that were built outside the repository's own workflow.
NO_ADDRESS = "nobody@zeelandnet-desktop.invalid"
PLACE = f"opt/{NAME}"
# Not libraries, so that dpkg-shlibdeps cannot see them: webmail opens through xdg-open, and
# https needs to know whom to trust.
PROGRAMS_NEEDED = ("ca-certificates", "xdg-utils")
RECOMMENDED = ("fonts-noto-core | fonts-dejavu-core", "fonts-noto-color-emoji")
SUGGESTED = ("gnome-keyring | kwalletmanager",)
DESCRIPTION = """news from abroad and webmail in one calm window
 An article to read, the list of foreign news beside it, and one button that
 opens your webmail in your own browser. The text is as large as you like,
 nothing moves while you read, and what was fetched can be read without the
 internet. The window speaks Dutch; English can be chosen.
 .
 Python and Qt come along in /opt/zeelandnet-desktop."""
AR_MAGIC_SIZE, AR_HEADER_SIZE = 8, 60
XZ_FILTERS = [{"id": lzma.FILTER_X86}, {"id": lzma.FILTER_LZMA2, "preset": 9}]
SONAME = re.compile(r"([^/]+)\.so\.([0-9.]+)")
READ_ME = """ZeelandNet Desktop {version}

Pak deze map uit waar je wilt en start het bestand zeelandnet-desktop.
Met ./zeelandnet-desktop --install-desktop-entry staat het daarna in het menu van je bureaublad.
"""


def main() -> int:
    """Make both packages of the bundle named first, in the folder named second."""
    bundle, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    built = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
    for path in (make_deb(bundle, folder, built), make_archive(bundle, folder, built)):
        print(f"{path.stat().st_size / MB:6.1f} MB  {path.name}")
    deb_mb = deb_file(folder, architecture()).stat().st_size / MB
    if deb_mb > table()["limits"]["deb_mb"]:
        print(f"FAULT: the .deb is larger than {table()['limits']['deb_mb']} MB", file=sys.stderr)
        return 1
    return 0


def make_deb(bundle: Path, folder: Path, built: datetime) -> Path:
    """Write the package for Debian and Ubuntu and return its path."""
    with TemporaryDirectory() as name:
        tree = Path(name) / "tree"
        shutil.copytree(bundle, tree / PLACE, symlinks=True)
        share = tree / "usr" / "share"
        found = read_releases()
        add_desktop_files(share, found, built=built, page=home_page())
        documents = share / "doc" / NAME
        documents.mkdir(parents=True)
        text = licences_text(refers_to_debian=True)
        (documents / "copyright").write_text(text, encoding="utf-8")
        changes = debian_changelog(found, maintainer=maintainer(home_page()), built=built)
        write_gzip(documents / "changelog.gz", changes)
        overrides = share / "lintian" / "overrides" / NAME
        overrides.parent.mkdir(parents=True)
        shutil.copyfile(HERE / "lintian-overrides", overrides)
        launcher = tree / "usr" / "bin" / NAME
        launcher.parent.mkdir(parents=True)
        launcher.symlink_to(f"/{PLACE}/{NAME}")
        kind = architecture()
        write_control(tree, kind, needed_libraries(tree / PLACE, Path(name)))
        settle(tree, built)
        target = deb_file(folder, kind)
        loose = Path(name) / "loose.deb"
        command = ["dpkg-deb", "--root-owner-group", "-Znone", "--build", str(tree)]
        subprocess.run([*command, str(loose)], check=True, stdout=subprocess.DEVNULL)
        write_compressed(loose, target)
    return target


def write_compressed(loose: Path, target: Path) -> None:
    """Write an uncompressed .deb as one with xz, whose filter for x86 dpkg-deb does not offer.

    Source: deb(5), ar(5); a member is 60 bytes that end in its size, and data of even length.
    """
    content = loose.read_bytes()
    written = bytearray(content[:AR_MAGIC_SIZE])
    place = AR_MAGIC_SIZE
    while place < len(content):
        begin = place + AR_HEADER_SIZE
        header = content[place:begin]
        size = int(header[48:58])
        data = content[begin : begin + size]
        place = begin + size + size % 2
        name = header[:16].rstrip()
        if name.endswith(b".tar"):
            name, data = name + b".xz", lzma.compress(data, filters=XZ_FILTERS)
        written += name.ljust(16) + header[16:48] + b"%-10d" % len(data) + header[58:]
        written += data + b"\n" * (len(data) % 2)
    target.write_bytes(written)


def write_control(tree: Path, kind: str, libraries: str) -> None:
    """Write what dpkg has to know of the package, and the sums of its files."""
    control = tree / "DEBIAN"
    control.mkdir()
    files = sorted(p for p in tree.rglob("*") if p.is_file() and not p.is_symlink())
    size_kb = sum(-(-path.stat().st_size // 1024) for path in files)
    fields = {
        "Package": NAME,
        "Version": __version__,
        "Architecture": kind,
        "Maintainer": maintainer(home_page()),
        "Installed-Size": size_kb,
        "Depends": ", ".join(sorted([*libraries.split(", "), *PROGRAMS_NEEDED])),
        "Recommends": ", ".join(RECOMMENDED),
        "Suggests": ", ".join(SUGGESTED),
        "Section": "net",
        "Priority": "optional",
        "Homepage": home_page() or "https://www.zeelandnet.nl/",
        "Description": DESCRIPTION,
    }
    text = "".join(f"{name}: {value}\n" for name, value in fields.items())
    (control / "control").write_text(text, encoding="utf-8")
    names = [path.relative_to(tree).as_posix() for path in files]
    sums = subprocess.run(
        ["md5sum", "--", *names], cwd=tree, capture_output=True, text=True, check=True
    ).stdout
    (control / "md5sums").write_text(sums, encoding="utf-8")


def needed_libraries(bundle: Path, work: Path) -> str:
    """Return the packages whose libraries the bundle uses, as dpkg-shlibdeps finds them."""
    (work / "debian").mkdir()
    stanzas = f"Source: {NAME}\n\nPackage: {NAME}\nArchitecture: any\n"
    (work / "debian" / "control").write_text(stanzas, "ascii")
    inside = bundle / "_internal"
    # Without this, what is carried would be looked for in the system's packages as well.
    carried = (SONAME.fullmatch(path.name) for path in sorted(inside.rglob("*.so.*")))
    local = "".join(f"{found[1]} {found[2]}\n" for found in carried if found)
    (work / "debian" / "shlibs.local").write_text(local, "ascii")
    folders = sorted({path.parent for path in inside.rglob("*.so*")})
    programs = [path for path in sorted(bundle.rglob("*")) if is_elf(path)]
    done = subprocess.run(
        [
            *("dpkg-shlibdeps", "-O", "--ignore-missing-info"),
            *(f"-l{folder}" for folder in folders),
            *(f"-e{path}" for path in programs),
        ],
        cwd=work,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"dpkg-shlibdeps: {done.stderr}")
    return done.stdout.strip().removeprefix("shlibs:Depends=")


def make_archive(bundle: Path, folder: Path, built: datetime) -> Path:
    """Write the package for every other Linux and return its path."""
    top = f"{NAME}-{__version__}"
    target = folder / f"{top}-linux-{os.uname().machine}.tar.gz"
    with TemporaryDirectory() as name:
        tree = Path(name) / top
        shutil.copytree(bundle, tree, symlinks=True)
        add_desktop_files(tree / "share", read_releases(), built=built, page=home_page())
        (tree / "LEESMIJ.txt").write_text(READ_ME.format(version=__version__), encoding="utf-8")
        settle(tree, built)
        content = BytesIO()
        with tarfile.open(fileobj=content, mode="w", format=tarfile.PAX_FORMAT) as archive:
            for path in [tree, *sorted(tree.rglob("*"))]:
                entry = archive.gettarinfo(path, path.relative_to(tree.parent).as_posix())
                entry.uid = entry.gid = 0
                entry.uname = entry.gname = "root"
                if entry.isfile():
                    with path.open("rb") as file:
                        archive.addfile(entry, file)
                else:
                    archive.addfile(entry)
    target.write_bytes(gzip.compress(content.getvalue(), compresslevel=6, mtime=0))
    return target


def settle(tree: Path, built: datetime) -> None:
    """Give every file one of two modes, and one time."""
    for path in [*tree.rglob("*"), tree]:
        if not path.is_symlink():
            runs = path.is_dir() or (path.name == NAME and is_elf(path))
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (built.timestamp(), built.timestamp()), follow_symlinks=False)


def is_elf(path: Path) -> bool:
    """Return whether a file is a program or a library."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def architecture() -> str:
    """Return Debian's name for this kind of processor."""
    command = ["dpkg", "--print-architecture"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def deb_file(folder: Path, kind: str) -> Path:
    """Return where the .deb belongs."""
    return folder / f"{NAME}_{__version__}_{kind}.deb"


def maintainer(page: str) -> str:
    """Return who made the package: the owner of the repository at `page`, "" for none.

    The address is the one that GitHub gives to every account and takes no mail for.
    """
    owner = page.removeprefix("https://github.com/").partition("/")[0]
    address = f"{owner}@users.noreply.github.com" if owner else NO_ADDRESS
    return f"{MAINTAINER} <{address}>"


def home_page() -> str:
    """Return the page of the program's repository, "" while it has none."""
    text = (RESOURCES / "releases.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["page"])


if __name__ == "__main__":
    sys.exit(main())
