#!/bin/sh
# Makes the disk image of dist/ZeelandNet Desktop.app, signed and notarised where there are secrets:
# make_dmg.sh PROCESSOR
set -eu

version="$(python3 -c 'import desktop; print(desktop.__version__)')"
image="dist/zeelandnet-desktop-$version-macos-$1.dmg"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT

# Has Apple look at a file, and staples the answer to what it stands for: notarise FILE TARGET
notarise() {
    xcrun notarytool submit "$1" --wait \
        --apple-id "$APPLE_ID" --password "$APPLE_PASSWORD" --team-id "$APPLE_TEAM"
    xcrun stapler staple "$2"
}

# The app as well as the image: what is dragged out of it must start without a network.
if [ -n "${MACOS_SIGN_IDENTITY:-}" ] && [ -n "${APPLE_ID:-}" ]; then
    ditto -c -k --keepParent "dist/ZeelandNet Desktop.app" "$folder/app.zip"
    notarise "$folder/app.zip" "dist/ZeelandNet Desktop.app"
    rm "$folder/app.zip"
fi
cp -R "dist/ZeelandNet Desktop.app" "$folder/"
ln -s /Applications "$folder/Applications"
hdiutil create -volname "ZeelandNet Desktop" -srcfolder "$folder" -format UDZO -ov "$image"
if [ -n "${MACOS_SIGN_IDENTITY:-}" ]; then
    codesign --sign "$MACOS_SIGN_IDENTITY" --timestamp "$image"
    if [ -n "${APPLE_ID:-}" ]; then
        notarise "$image" "$image"
    fi
fi
