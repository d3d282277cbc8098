#!/bin/sh
# Makes the disk image of dist/ZeelandNet Desktop.app, signed and notarised where there are secrets:
# make_dmg.sh PROCESSOR
set -eu

version="$(python3 -c 'import desktop; print(desktop.__version__)')"
image="dist/zeelandnet-desktop-$version-macos-$1.dmg"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cp -R "dist/ZeelandNet Desktop.app" "$folder/"
ln -s /Applications "$folder/Applications"
hdiutil create -volname "ZeelandNet Desktop" -srcfolder "$folder" -format UDZO -ov "$image"
if [ -n "${MACOS_SIGN_IDENTITY:-}" ]; then
    codesign --sign "$MACOS_SIGN_IDENTITY" --timestamp "$image"
    if [ -n "${APPLE_ID:-}" ]; then
        xcrun notarytool submit "$image" --wait \
            --apple-id "$APPLE_ID" --password "$APPLE_PASSWORD" --team-id "$APPLE_TEAM"
        xcrun stapler staple "$image"
    fi
fi
