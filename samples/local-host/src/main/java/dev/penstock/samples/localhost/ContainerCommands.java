package dev.penstock.samples.localhost;

import dev.penstock.shell.ShellCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The command lines by which a container engine is asked; docker and podman take the same. */
record ContainerCommands(ContainerSpec spec) {

  /** Variables that would change the client itself, so it is told their values by argument. */
  private static final Set<String> READ_BY_CLIENTS =
      Set.of("PATH", "HOME", "TMPDIR", "USER", "LANG", "TERM", "NO_PROXY", "no_proxy");

  private static final List<String> PREFIXES =
      List.of("DOCKER_", "CONTAINER", "PODMAN_", "BUILDAH_", "XDG_", "LD_", "HTTP", "http", "_");

  /** Notes its process id, then becomes the program. */
  private static final String NOTED = "echo $$ >\"$0\" && exec \"$@\"";

  /** Asks the process group of a noted id to end, waits, and kills what is left. */
  private static final String ENDING =
      """
      n=0; until [ -s "$0" ] || [ $n -ge 5 ]; do sleep 1; n=$((n+1)); done
      p=$(cat "$0") || exit 0
      kill -s TERM -- "-$p" 2>/dev/null || exit 0
      n=0
      while kill -s 0 -- "-$p" 2>/dev/null && [ $n -lt "$1" ]; do
        sleep 1; n=$((n+1))
      done
      kill -s KILL -- "-$p" 2>/dev/null; exit 0""";

  /** Stays until the container is removed; the engine's own init collects what ends. */
  private static final String IDLE = "while :; do sleep 3600; done";

  List<String> run() {
    List<String> words = new ArrayList<>();
    words.addAll(List.of(spec.engine(), "run", "--detach", "--rm", "--init"));
    words.add("--name=" + spec.name());
    spec.mounts().forEach(mount -> words.add("--volume=" + mount + ":" + mount));
    words.addAll(spec.options());
    words.addAll(List.of("--entrypoint=sh", spec.image(), "-c", IDLE));
    return words;
  }

  List<String> exec(ShellCommand command, int number) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of(spec.engine(), "exec"));
    words.add("--workdir=" + command.directory().toAbsolutePath().normalize());
    command
        .environment()
        .forEach((name, value) -> words.add("--env=" + name + (isSafe(name) ? "" : "=" + value)));
    words.addAll(List.of(spec.name(), "sh", "-c", NOTED, note(number)));
    words.addAll(command.words());
    return words;
  }

  /** Values that the client passes on from its own environment, where nobody else sees them. */
  Map<String, String> environment(ShellCommand command) {
    Map<String, String> passed = new LinkedHashMap<>(command.environment());
    passed.keySet().removeIf(name -> !isSafe(name));
    return passed;
  }

  List<String> end(int number) {
    return List.of(
        spec.engine(),
        "exec",
        spec.name(),
        "sh",
        "-c",
        ENDING,
        note(number),
        Long.toString(spec.grace().toSeconds()));
  }

  List<String> remove() {
    return List.of(spec.engine(), "rm", "--force", "--volumes", spec.name());
  }

  private static String note(int number) {
    return "/tmp/.penstock-" + number + ".pid";
  }

  private static boolean isSafe(String name) {
    return !READ_BY_CLIENTS.contains(name) && PREFIXES.stream().noneMatch(name::startsWith);
  }
}
