# SPDX-License-Identifier: LicenseRef-Desk
"""Decides under which name a file of a stranger is shown and saved, and which files are dangerous; pure.

First the name is made plain, then it is checked, and only the checked name is used: a check before the last
change is what hidden characters get around.
"""

import re
import unicodedata

from desk.services.inbox.mail.header import fields, first, free_text
from desk.services.inbox.mail.parameters import worded
from desk.services.inbox.mail.structure import Leaf
from desk.services.inbox.mail.words import words

MOST = 120
"""Characters of a name; with a folder before it, it fits every file system (at most 255 bytes)."""

_MOST_BYTES = 200
_SLASHES = re.compile(r"[/\\\u2044\u2215\u29f8\u29f5\uff0f\uff3c\ufe68]+")
_UNSAFE = re.compile(r"[<>:\"|?*\x00-\x1f\x7f-\x9f]+")
_SPACES = re.compile(r"\s+")
_DOTS = re.compile(r"\.{2,}")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SEEN_AS_NOTHING = frozenset("\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5\u2800") | frozenset(
    map(chr, range(0xFE00, 0xFE10))
)
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9\u00b9\u00b2\u00b3]|"
    r"lpt[0-9\u00b9\u00b2\u00b3])",
    re.IGNORECASE,
)
_EXTENSIONS = {
    "application/ics": "ics", "application/json": "json", "application/msword": "doc", "application/pdf": "pdf",
    "application/pgp-signature": "asc", "application/pkcs7-signature": "p7s", "application/zip": "zip",
    "audio/mpeg": "mp3", "image/bmp": "bmp", "image/gif": "gif", "image/heic": "heic", "image/jpeg": "jpg",
    "image/jpg": "jpg", "image/png": "png", "image/svg+xml": "svg", "image/tiff": "tif", "image/webp": "webp",
    "message/delivery-status": "txt", "message/feedback-report": "txt", "message/rfc822": "eml",
    "text/calendar": "ics", "text/csv": "csv", "text/html": "html", "text/plain": "txt",
    "text/rfc822-headers": "txt", "text/vcard": "vcf", "text/x-vcard": "vcf", "video/mp4": "mp4",
}  # fmt: skip
_KINDS = {ending: kind for kind, ending in reversed(_EXTENSIONS.items())}
_RUNS = words(
    # programs and installers
    "exe com scr pif cpl msi msix msixbundle appx appxbundle appinstaller msp mst dll sys drv ocx gadget application",
    "fileloc inetloc terminal workflow action tool mobileconfig msu cab ppkg vsto printerexport kmgr",
    # scripts
    "bat cmd ps1 ps1xml ps2 psc1 psd1 psm1 vb vbe vbs js jse mjs ws wsf wsc wsh sct shb shs hta jar jnlp py pyc pyw",
    "pyz pyo rb pl php php3 phtml sh bash zsh csh fish command run bin elf out ksh tcl lua groovy asp aspx jsp cgi",
    "rbw cjs cdxml phar php5 php7 phps msbuild csproj vcxproj xoml wsb service timer kdelnk",
    "scpt scptd applescript udl bas msh msh1 msh2 mshxml msh1xml msh2xml psc2 ps2xml psdm1 pyzw fxp prg prf htc vbp",
    # that start something
    "lnk url scf desktop webloc website inf reg rgs chm hlp msc job library-ms search-ms settingcontent-ms",
    "searchconnector-ms appcontent-ms diagcfg diagpkg",
    "theme themepack deskthemepack diagcab xbap appref-ms htaccess osd rdp",
    # office with macros, databases
    "docm dotm xlsm xltm xlam xll xla pptm potm ppam ppsm sldm ade adp mda mdb mde accda accdb accde iqy slk",
    "vsdm vssm vstm oqy rqy dqy odc pub",
    "oxt odb ppa wll wiz xlsb fods mad maf mag mam maq mar mas mat mau mav maw mcf mdt mdw mdz vsw",
    # images of disks and packages
    "iso img vhd vhdx dmg pkg mpkg app apk ipa deb rpm appimage snap flatpak flatpakref flatpakrepo xpi crx",
    "vmdk vdi udf sparseimage sparsebundle prefpane saver kext dylib bundle xip",
    "crt cer der grp its isp ins ops plg xnk webpnp hpj cnt bgi pcd vsmacros ova qcow2 wim",
    # pages that run in a browser
    "html htm xhtml xht shtml mht mhtml svg svgz xml xsl xslt swf one onepkg",
)
_RUNNING_TYPES = words(
    "application/hta application/java-archive application/javascript",
    "application/vnd.microsoft.portable-executable application/x-bat application/x-desktop",
    "application/x-dosexec application/x-executable application/x-java-jnlp-file",
    "application/x-ms-application application/x-ms-shortcut application/x-msdos-program",
    "application/x-msdownload application/x-msi application/x-perl application/x-php",
    "application/x-powershell application/x-python-code application/x-sh application/x-shellscript",
    "application/xhtml+xml application/vnd.android.package-archive application/x-apple-diskimage",
    "application/x-iso9660-image image/svg+xml text/html text/javascript text/x-python",
    "text/x-shellscript text/vbscript",
)


_HIDDEN_ONES = frozenset({"htaccess", "htpasswd", "bashrc", "bash_profile", "profile", "zshrc"})
"""Files that begin with a dot, which a safe name never does."""


def safe_name(name: str, *, instead: str = "attachment") -> str:
    """Return a file name without a folder, that every system can save and that reads as what it is; never empty.

    Normalising it again changes nothing.
    """
    plain = _SLASHES.sub("/", unicodedata.normalize("NFC", name[:2000])).rpartition("/")[2]
    plain = "".join(one for one in plain if _is_seen(one))
    plain = _SPACES.sub(" ", _UNSAFE.sub("_", plain))
    plain = _DOTS.sub(".", plain).strip(". ")
    plain = _shortened(plain) or instead
    stem = plain.partition(".")[0].rstrip()
    return f"_{plain}" if _RESERVED.fullmatch(stem) else plain


def extension(name: str) -> str:
    """Return the last extension of a safe name in lower case, without its dot; "" for none."""
    stem, dot, last = safe_name(name).rpartition(".")
    return (
        unicodedata.normalize("NFKC", last).casefold().strip()
        if dot and stem
        else last.casefold()
        if dot
        else ""
    )


def is_dangerous(name: str, media_type: str) -> bool:
    """Say whether opening a file may run something: then it takes two steps, and it is never shown in place."""
    kind = media_type.partition(";")[0].strip().lower()
    return extension(name) in _RUNS or kind in _RUNNING_TYPES or safe_name(name).casefold() in _HIDDEN_ONES


def part_name(leaf: Leaf, octets: bytes, position: int) -> str:
    """Return the safe name of a part: the one it came with, else one that says what it is."""
    values = leaf.headers.get("content-disposition")
    given = worded(values[0]).parameters.get("filename", "") if values else ""
    given = given or leaf.parameters.parameters.get("name", "")
    ending = _EXTENSIONS.get(leaf.kind, "bin")
    if not given and leaf.kind == "message/rfc822":
        subject = first(fields(octets[:20_000].partition(b"\n\n")[0]), "subject")
        given = f"{free_text(subject).replace('/', '-')}.eml" if subject else ""
    return safe_name(given, instead=f"attachment-{position + 1}.{ending}")


def media_type_of(name: str) -> str:
    """Return what a file is by its name alone."""
    return _KINDS.get(extension(name), "application/octet-stream")


def _is_seen(one: str) -> bool:
    if one.isascii():
        return one.isprintable()
    return unicodedata.category(one) not in _UNSEEN and one not in _SEEN_AS_NOTHING


def _shortened(name: str) -> str:
    """Cut the middle of a long name, so that its extension stays what it is."""
    if len(name) <= MOST and len(name.encode()) <= _MOST_BYTES:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 16:
        stem, ending = name, ""
    room = MOST - len(ending) - 1
    while len(stem[:room].encode()) + len(ending.encode()) + 1 > _MOST_BYTES:
        room -= 1
    return f"{stem[:room].rstrip('. ')}.{ending}" if ending else stem[:room].strip(". ")
