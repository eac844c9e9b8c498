#!/usr/bin/env bash
# Stands in for docker and podman where no engine runs. It records how it is called, and does what their documentation
# says of the calls that a container shell makes: containers are directories, their programs run on this machine, in a
# session of their own, and outlive a client that is killed. The client's environment reaches them by name only.
set -u
state=$(dirname "$(readlink -f "$0")")/engine
mkdir -p "$state"
{
  printf '%s' "$(basename "$0")"
  for word in "$@"; do printf ' <%s>' "${word//$'\n'/\\n}"; done
  printf '\n'
} >> "$state/calls"

fail() { # status, message
  echo "Error: $2" >&2
  exit "$1"
}

command=$1
shift
case "$command" in
  run)
    name=
    while [ $# -gt 0 ]; do
      case "$1" in
        --name=*) name=${1#--name=} ;;
        --volume=* | --entrypoint=* | --detach | --rm | --init | --network=*) ;;
        --*) fail 125 "unknown flag: $1" ;;
        *) break ;;
      esac
      shift
    done
    [ "$1" != "no-such-image" ] || fail 125 "pull access denied for no-such-image"
    [ ! -d "$state/$name" ] || fail 125 "the container name \"$name\" is in use"
    mkdir "$state/$name"
    echo 0a1b2c3d4e5f
    ;;
  exec)
    environment=("PATH=$PATH" "HOME=/root")
    while [ $# -gt 0 ]; do
      case "$1" in
        --workdir=*) cd "${1#--workdir=}" || fail 126 "chdir to cwd failed" ;;
        --env=*=*) environment+=("${1#--env=}") ;;
        --env=*) variable=${1#--env=} && environment+=("$variable=${!variable-}") ;;
        --*) fail 125 "unknown flag: $1" ;;
        *) break ;;
      esac
      shift
    done
    name=$1
    shift
    [ -d "$state/$name" ] || fail 1 "No such container: $name"
    words=()
    for word in "$@"; do words+=("${word/#\/tmp\/.penstock/$state/$name/penstock}"); done
    setsid env -i "${environment[@]}" "${words[@]}" < /dev/null &
    wait $!
    exit $?
    ;;
  rm)
    name=${!#}
    [ -d "$state/$name" ] || exit 0
    for note in "$state/$name"/penstock-*.pid; do
      [ -s "$note" ] && kill -s KILL -- "-$(cat "$note")" 2> /dev/null
    done
    rm -r "${state:?}/$name"
    echo "$name"
    ;;
  *) fail 125 "unknown command: $command" ;;
esac
exit 0
