#!/usr/bin/env bash
# ValidateService: asks the service for its version and for a price, as a user would.
. "$(dirname "$0")/instance.sh"

# Prints the answer to GET $1; fails unless it is 200.
get() {
  if command -v curl >/dev/null; then
    curl --silent --fail --noproxy '*' --max-time 2 "http://127.0.0.1:$PORT$1"
    return
  fi
  local answer
  exec 3<>"/dev/tcp/127.0.0.1/$PORT" || return 1
  printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' "$1" >&3
  answer="$(timeout 2 cat <&3)" || true
  exec 3>&-
  case "$answer" in "HTTP/1.1 200"*) printf '%s' "${answer##*$'\r\n\r\n'}" ;; *) return 1 ;; esac
}

version="$(cat "$INSTANCE_DIR/app/VERSION")"
for _ in $(seq 100); do
  if health="$(get /health 2>/dev/null)"; then break; fi
  if ! running >/dev/null; then
    echo "the service has ended; its log ends with:"
    tail -n 5 "$LOG_FILE"
    exit 1
  fi
  sleep 0.1
done
case "${health:-no answer}" in
  *"\"version\":\"$version\""*) ;;
  *) echo "version $version was expected, found: ${health:-no answer}"; exit 1 ;;
esac
price="$(get '/?item=beer')" || { echo "no price for beer"; exit 1; }
echo "version $version answers: $price"
