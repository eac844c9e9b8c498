#!/usr/bin/env bash
# ApplicationStart: starts the service in a session of its own. Starting twice is harmless.
. "$(dirname "$0")/instance.sh"

if pid="$(running)"; then
  echo "process $pid runs already"
  exit 0
fi

# The process writes its id down before it becomes the service: there is never one without the other.
detach=()
if command -v setsid >/dev/null; then detach=(setsid); fi
export INSTANCE_DIR PORT PID_FILE
export -f started
nohup "${detach[@]}" bash -c '
  echo "$$ $(started "$$")" >"$PID_FILE.new" && mv "$PID_FILE.new" "$PID_FILE"
  exec "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xmx32m \
    -Dsun.net.httpserver.nodelay=true -jar "$INSTANCE_DIR/app/shop.jar" "$PORT" "$INSTANCE_DIR/app/VERSION"
' </dev/null >>"$LOG_FILE" 2>&1 &

for _ in $(seq 100); do
  if pid="$(running)"; then
    echo "started process $pid on port $PORT"
    exit 0
  fi
  sleep 0.05
done
echo "the service did not start; its log ends with:"
tail -n 5 "$LOG_FILE"
exit 1
