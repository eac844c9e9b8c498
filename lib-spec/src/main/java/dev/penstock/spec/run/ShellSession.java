package dev.penstock.spec.run;

import dev.penstock.shell.Shell;
import dev.penstock.shell.ShellCommand;
import dev.penstock.shell.ShellProcess;
import dev.penstock.spec.run.PhaseResult.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * Runs commands so that they behave as one session: each in a shell of its own, which takes up the
 * directory and the variables that the one before has left in files (B-141, B-142). In version 0.1
 * nothing is taken up (B-140).
 *
 * <p>Functions, aliases and options do not carry over. Nor does what a command leaves that both
 * sets an EXIT trap of its own and calls {@code exit}: nothing runs after it that could keep it.
 */
final class ShellSession implements BuildTexts {

  /** What the host's own environment sets; an earlier command may have unset it. */
  private static final String FORGET =
      """
      for penstock_name in $(env | sed -n 's/^\\([A-Za-z_][A-Za-z0-9_]*\\)=.*/\\1/p'); do
      case $penstock_name in
      SHELLOPTS|BASHOPTS|PPID|UID|EUID) ;; # a shell's own, which it does not let go
      *) unset "$penstock_name" ;;
      esac; done; unset penstock_name
      """;

  /** Stands for bytes that are no character. */
  private static final char NOT_UTF_8 = '\uFFFD';

  private final Shell shell;
  private final String interpreter;
  private final Path source;
  private final Path state;
  private final boolean carriesOver;
  private final Map<String, String> environment;
  private final StopSignal stop;
  private final Optional<Path> programs;

  ShellSession(
      Shell shell,
      String interpreter,
      Path source,
      Path state,
      boolean carriesOver,
      Map<String, String> environment,
      StopSignal stop,
      Optional<Path> programs) {
    this.shell = shell;
    this.interpreter = interpreter;
    this.source = source;
    this.state = state;
    this.carriesOver = carriesOver;
    this.environment = environment;
    this.stop = stop;
    this.programs = programs;
  }

  /**
   * Runs one command.
   *
   * @return its exit status
   * @throws IOException if it cannot be started, or its status is lost
   */
  int run(String command, boolean isSucceeding, Consumer<String> output) throws IOException {
    Path text =
        Files.writeString(
            state.resolve("command"), command.endsWith("\n") ? command : command + "\n");
    String script =
        takeUp()
            + programs.map(ShellSession::findable).orElse("")
            + "export CODEBUILD_BUILD_SUCCEEDING="
            + (isSucceeding ? "1" : "0")
            + "\n"
            + (carriesOver ? leave() + "set -a\n" : "")
            + ". "
            + quoted(text.toString())
            + "\n"
            + (carriesOver ? "set -- \"$?\"\npenstock_leave\nexit \"$1\"\n" : "");
    return start(script, output);
  }

  @Override
  public Map<String, String> values(Collection<String> names) throws IOException {
    StringBuilder script = new StringBuilder(takeUp());
    List<String> asked = names.stream().filter(ShellSession::isVariable).distinct().toList();
    for (int i = 0; i < asked.size(); i++) {
      String name = asked.get(i);
      Path file = state.resolve("value-" + i);
      Files.deleteIfExists(file);
      script
          .append("if [ \"${" + name + "+x}\" ]; then printf %s \"$" + name + "\" >")
          .append(quoted(file.toString()))
          .append("; fi\n");
    }
    Map<String, String> values = new LinkedHashMap<>();
    if (asked.isEmpty()) {
      return values;
    }
    start(script.toString(), line -> {});
    for (int i = 0; i < asked.size(); i++) {
      Path file = state.resolve("value-" + i);
      if (Files.exists(file)) {
        values.put(asked.get(i), text(file));
      }
    }
    return values;
  }

  @Override
  public String evaluate(String text) throws IOException {
    String end = "PENSTOCK_END";
    while (text.contains(end)) {
      end += "_";
    }
    Path file = state.resolve("evaluated");
    Files.deleteIfExists(file);
    int exit =
        start(
            takeUp()
                + "cat >|"
                + quoted(file.toString())
                + " <<"
                + end
                + "\n"
                + unjoined(text)
                + "\n"
                + end
                + "\n",
            line -> {});
    if (!Files.exists(file)) {
      throw new UnevaluableException(text);
    }
    if (exit != 0) {
      throw new IOException(
          "\"" + text + "\" was evaluated, and its value could not be kept: exit code " + exit);
    }
    String value = text(file);
    return value.endsWith("\n") ? value.substring(0, value.length() - 1) : value;
  }

  /** A backslash at the end would join the last line to the one behind it; two are one. */
  private static String unjoined(String text) {
    int count = 0;
    while (count < text.length() && text.charAt(text.length() - 1 - count) == '\\') {
      count++;
    }
    return count % 2 == 0 ? text : text + "\\";
  }

  /** What the shell has written, which may be any bytes. */
  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  static boolean isVariable(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_]*");
  }

  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** Puts a directory at the end of the PATH, unless it is there. */
  private static String findable(Path directory) {
    String quoted = quoted(directory.toString());
    return "case \":$PATH:\" in *:%s:*) ;; *) PATH=\"$PATH:\"%s; export PATH ;; esac\n"
        .formatted(quoted, quoted);
  }

  private Path variables() {
    return state.resolve("variables");
  }

  private boolean isResumed() {
    return carriesOver && Files.exists(variables());
  }

  private String takeUp() {
    return isResumed() ? FORGET + ". " + quoted(variables().toString()) + "\n" : "";
  }

  /** What a command leaves behind, also when it calls exit, or sets a trap of its own. */
  private String leave() {
    return "penstock_leave() { export -p >|"
        + quoted(variables().toString())
        + "; pwd >|"
        + quoted(state.resolve("directory").toString())
        + "; }\ntrap penstock_leave EXIT\n";
  }

  private Path directory() throws IOException {
    Path file = state.resolve("directory");
    if (!carriesOver || !Files.exists(file)) {
      return source;
    }
    String left = text(file).replaceFirst("\n\\z", "");
    if (left.indexOf(NOT_UTF_8) >= 0) {
      throw new IOException("the commands went to a directory whose name is not UTF-8: " + left);
    }
    return Files.isDirectory(source.resolve(left)) ? source.resolve(left) : source;
  }

  private int start(String script, Consumer<String> output) throws IOException {
    Path file = Files.writeString(state.resolve("script"), script);
    ShellProcess process =
        shell.start(
            new ShellCommand(
                List.of(interpreter, file.toString()),
                directory(),
                isResumed() ? Map.of() : environment,
                output));
    stop.watch(process);
    try {
      return process.exit().toCompletableFuture().get();
    } catch (InterruptedException e) {
      stop.stop(Status.STOPPED);
      Thread.currentThread().interrupt();
      return -1;
    } catch (ExecutionException e) {
      throw new IOException("the exit status is lost: " + e.getCause(), e.getCause());
    } finally {
      stop.watch(null);
    }
  }
}
