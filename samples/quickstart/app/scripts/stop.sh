#!/usr/bin/env bash
# ApplicationStop: ends the running instance and waits until it has gone.
. "$(dirname "$0")/instance.sh"

pid="$(running)" || { rm -f "$PID_FILE"; echo "nothing runs"; exit 0; }
kill -TERM "$pid" 2>/dev/null || true
for _ in $(seq 100); do
  running >/dev/null || break
  sleep 0.05
done
if running >/dev/null; then
  echo "process $pid does not end, killing it"
  kill -KILL "$pid" 2>/dev/null || true
  while running >/dev/null; do sleep 0.05; done
fi
rm -f "$PID_FILE"
echo "stopped process $pid"
