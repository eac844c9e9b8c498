#!/usr/bin/env bash
# BeforeInstall: checks that this host can run the service.
. "$(dirname "$0")/instance.sh"

[ -x "$JAVA_HOME/bin/java" ] || { echo "no Java in $JAVA_HOME"; exit 1; }
if running >/dev/null; then
  echo "the old instance still runs"
  exit 1
fi
if (: <"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; then
  echo "port $PORT is taken by another process"
  exit 1
fi
echo "port $PORT is free"
