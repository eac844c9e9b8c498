#!/usr/bin/env bash
# AfterInstall: writes down how this instance runs.
. "$(dirname "$0")/instance.sh"

version="$(cat "$INSTANCE_DIR/app/VERSION")"
printf 'port=%s\nversion=%s\n' "$PORT" "$version" >"$INSTANCE_DIR/instance.properties.new"
mv "$INSTANCE_DIR/instance.properties.new" "$INSTANCE_DIR/instance.properties"
echo "configured version $version"
