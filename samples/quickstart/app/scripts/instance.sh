# What the hooks share. Each hook gets INSTANCE_DIR, PORT and JAVA_HOME.
set -eu

: "${INSTANCE_DIR:?the directory of this instance}"
: "${PORT:?the port of this instance}"
PID_FILE="$INSTANCE_DIR/instance.pid"
LOG_FILE="$INSTANCE_DIR/instance.log"

# Prints when a process started, in milliseconds since 1970; fails if there is no such process.
# Its id alone does not name a process: ids are given out again.
started() {
  local stat boot ticks
  stat="$(cat "/proc/$1/stat" 2>/dev/null)" || return 1
  boot="$(sed -n 's/^btime //p' /proc/stat)"
  ticks="$(printf '%s' "${stat##*) }" | cut -d ' ' -f 20)"
  echo $((boot * 1000 + ticks * 1000 / $(getconf CLK_TCK)))
}

# Prints the process id of this instance; fails if it does not run.
running() {
  local pid recorded now
  [ -f "$PID_FILE" ] || return 1
  read -r pid recorded <"$PID_FILE" || return 1
  now="$(started "$pid")" || return 1
  # The boot time is kept in seconds and may be adjusted by one.
  [ $((now - recorded)) -le 2000 ] && [ $((recorded - now)) -le 2000 ] || return 1
  # A zombie has ended; only its parent does not know yet.
  case "$(cat "/proc/$pid/stat" 2>/dev/null)" in *") Z "*) return 1 ;; esac
  echo "$pid"
}
