#!/bin/sh
# Puts the certificate in $CERTIFICATE into a keychain that codesign may use without a question.
set -eu

keychain="$RUNNER_TEMP/signing.keychain-db"
secret="$(openssl rand -hex 16)"
file="$RUNNER_TEMP/certificate.p12"
trap 'rm -f "$file"' EXIT
printf '%s' "$CERTIFICATE" | base64 --decode > "$file"
security create-keychain -p "$secret" "$keychain"
security set-keychain-settings -lut 21600 "$keychain"
security unlock-keychain -p "$secret" "$keychain"
security import "$file" -k "$keychain" -P "$CERTIFICATE_PASSWORD" -T /usr/bin/codesign
security set-key-partition-list -S apple-tool:,apple: -s -k "$secret" "$keychain" >/dev/null
security list-keychains -d user -s "$keychain" login.keychain-db
