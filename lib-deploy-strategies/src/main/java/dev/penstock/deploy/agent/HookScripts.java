package dev.penstock.deploy.agent;

import dev.penstock.deploy.LifecycleErrorCode;
import dev.penstock.deploy.LifecycleResult;
import dev.penstock.process.Scheduler;
import dev.penstock.revision.InstallPlan.HookScript;
import dev.penstock.shell.Shell;
import dev.penstock.shell.ShellCommand;
import dev.penstock.shell.ShellProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** Runs the scripts of one event in order, and stops at the first that fails (D-088). */
final class HookScripts {
  private static final Pattern USER = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

  private static final int LONGEST_FIRST_LINE = 256;

  private final Shell shell;
  private final Scheduler scheduler;
  private final Clock clock;
  private final EventRequest request;
  private final Instance instance;
  private final Root bundle;
  private final ScriptLog log;

  HookScripts(
      Shell shell,
      Scheduler scheduler,
      Clock clock,
      EventRequest request,
      Instance instance,
      Root bundle,
      ScriptLog log) {
    this.shell = shell;
    this.scheduler = scheduler;
    this.clock = clock;
    this.request = request;
    this.instance = instance;
    this.bundle = bundle;
    this.log = log;
  }

  CompletionStage<LifecycleResult> run(List<HookScript> scripts) {
    CompletionStage<LifecycleResult> last =
        CompletableFuture.completedFuture(LifecycleResult.succeeded(""));
    for (HookScript script : scripts) {
      last =
          last.thenCompose(
              result ->
                  result.isSucceeded() ? run(script) : CompletableFuture.completedFuture(result));
    }
    return last;
  }

  private CompletionStage<LifecycleResult> run(HookScript script) {
    try {
      Path path = bundle.resolve(script.location());
      if (!Files.isRegularFile(path)) {
        return ended(LifecycleErrorCode.SCRIPT_MISSING, script, "is not in the bundle");
      }
      if (!Files.isExecutable(path)) {
        log.add("agent", Root.printable(script.location()) + " is not executable; it is made so");
        if (!path.toFile().setExecutable(true) || !Files.isExecutable(path)) {
          return ended(
              LifecycleErrorCode.SCRIPT_NOT_EXECUTABLE, script, "cannot be made executable");
        }
      }
      if (hasReturnInFirstLine(path)) {
        return ended(
            LifecycleErrorCode.SCRIPT_FAILED,
            script,
            "cannot be run: its first line ends with a carriage return, which no interpreter's name"
                + " has; save it with line feeds");
      }
      return run(script, words(script, path));
    } catch (IOException e) {
      return ended(LifecycleErrorCode.UNKNOWN_ERROR, script, "cannot be run: " + e.getMessage());
    }
  }

  private CompletionStage<LifecycleResult> run(HookScript script, List<String> words)
      throws IOException {
    CompletableFuture<LifecycleResult> result = new CompletableFuture<>();
    String origin = request.event() + " " + Root.printable(script.location());
    Instant due = clock.instant().plus(script.timeout());
    ShellProcess process =
        shell.start(
            new ShellCommand(
                words, instance.scripts(), environment(), line -> log.add(origin, line)));
    Scheduler.Scheduled timeout =
        scheduler.schedule(
            due,
            () -> {
              if (result.complete(
                  failure(
                      LifecycleErrorCode.SCRIPT_TIMED_OUT,
                      script,
                      "did not end within " + script.timeout()))) {
                process.terminate();
              }
            });
    process
        .exit()
        .whenComplete(
            (status, lost) -> {
              timeout.cancel();
              result.complete(
                  lost != null
                      ? failure(
                          LifecycleErrorCode.UNKNOWN_ERROR,
                          script,
                          "was lost: " + lost.getMessage())
                      : status == 0
                          ? LifecycleResult.succeeded(log.tail())
                          : failure(
                              LifecycleErrorCode.SCRIPT_FAILED,
                              script,
                              "ended with exit status " + status));
            });
    request
        .abandoned()
        .thenRun(
            () -> {
              if (result.complete(
                  failure(
                      LifecycleErrorCode.UNKNOWN_ERROR,
                      script,
                      "was ended: nobody waits for it"))) {
                process.terminate();
              }
            });
    return result;
  }

  /** The system would look for an interpreter whose name ends with that character (D-016). */
  private static boolean hasReturnInFirstLine(Path path) throws IOException {
    try (InputStream bytes = Files.newInputStream(path)) {
      String begin = new String(bytes.readNBytes(LONGEST_FIRST_LINE), StandardCharsets.ISO_8859_1);
      int end = begin.indexOf('\n');
      return begin.startsWith("#!") && end > 0 && begin.charAt(end - 1) == '\r';
    }
  }

  /** The command line of D-087, but with the path quoted: a blank in it must not end a word. */
  static List<String> words(HookScript script, Path path) throws IOException {
    List<String> words = new ArrayList<>();
    if (script.sudo()) {
      words.add("sudo");
    }
    if (script.runAs().isEmpty()) {
      words.add(path.toString());
      return words;
    }
    String user = script.runAs().get();
    if (!USER.matcher(user).matches()) {
      throw new IOException("\"" + Root.printable(user) + "\" is no user name");
    }
    String quoted = "'" + path.toString().replace("'", "'\\''") + "'";
    words.addAll(List.of("su", user, "-c", quoted));
    return words;
  }

  /** The variables of D-092, and before them what the host gives this instance. */
  private Map<String, String> environment() {
    DeploymentSpecification of = request.specification();
    Map<String, String> variables = new LinkedHashMap<>(instance.variables());
    variables.put("LIFECYCLE_EVENT", request.event());
    variables.put("DEPLOYMENT_ID", of.deployment().text());
    variables.put("APPLICATION_NAME", of.application());
    variables.put("DEPLOYMENT_GROUP_NAME", of.group());
    variables.put("DEPLOYMENT_GROUP_ID", of.groupId());
    variables.putAll(BundleLocation.of(of.revision().bundle()).variables());
    return variables;
  }

  private CompletionStage<LifecycleResult> ended(
      LifecycleErrorCode code, HookScript script, String what) {
    return CompletableFuture.completedFuture(failure(code, script, what));
  }

  private LifecycleResult failure(LifecycleErrorCode code, HookScript script, String what) {
    return LifecycleResult.failed(
        code,
        request.event() + ": script " + Root.printable(script.location()) + " " + what,
        log.tail());
  }
}
