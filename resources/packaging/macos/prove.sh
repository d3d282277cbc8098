#!/bin/sh
# Installs the program from a disk image as its user does, and runs it from there: prove.sh IMAGE
set -eu

place="/Applications/ZeelandNet Desktop.app"
program="$place/Contents/MacOS/zeelandnet-desktop"
mounted="$(mktemp -d)"
mkdir -p build/proof
hdiutil attach "$1" -nobrowse -mountpoint "$mounted"
cp -R "$mounted/ZeelandNet Desktop.app" "$place"
hdiutil detach "$mounted"
codesign --verify --deep --strict "$place"
outcome=0
"$program" --self-test > build/proof/self-test-macos.txt || outcome=$?
cat build/proof/self-test-macos.txt
[ "$outcome" = 0 ]
"$program" --demo --screenshot build/proof/window-macos.png
.venv/bin/python -m resources.packaging.check_picture build/proof/window-macos.png
