package dev.penstock.samples.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs this program as a child, kills it in the middle of a production deployment, and runs it
 * again on the same directory.
 */
final class CrashRun {
  private static final long POLL_MILLIS = 10;
  private static final long PATIENCE_SECONDS = 20;

  private final Workplace place;
  private final Options options;
  private final PrintStream out;
  private @Nullable Process child; // guarded by this
  private boolean isEnding; // guarded by this

  CrashRun(Workplace place, Options options, PrintStream out) {
    this.place = place;
    this.options = options;
    this.out = out;
  }

  /** Returns the exit status of the second child. */
  int run() throws IOException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end-child"));
    try {
      Process first = start();
      while (first.isAlive() && !isInTheMiddle()) {
        first.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
      }
      if (!first.isAlive()) {
        out.println("The program ended before it could be killed.");
        return 1;
      }
      first.destroyForcibly().waitFor();
      out.println();
      out.println(
          "Killed process "
              + first.pid()
              + " (SIGKILL) in the middle of "
              + deployment()
              + "; starting again on the same directory.");
      out.flush();
      return start().waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return 1;
    } finally {
      end();
    }
  }

  private String deployment() {
    return Fleet.PRODUCTION + "-" + Math.min(2, options.releases());
  }

  /** An instance has the new revision, and others do not have it yet. */
  private boolean isInTheMiddle() {
    return Chronicle.read(place.chronicle()).stream()
        .anyMatch(
            entry ->
                entry.kind() == Chronicle.Kind.EVENT_ENDED
                    && entry.field(0).equals(deployment())
                    && entry.field(2).equals("Install"));
  }

  private synchronized Process start() throws IOException {
    if (isEnding) {
      throw new IOException("interrupted");
    }
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (!argument.startsWith("-agent") && !argument.startsWith("-javaagent")) {
        words.add(argument);
      }
    }
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(Quickstart.class.getName(), "--resume", place.root().toString()));
    words.addAll(List.of("--releases", String.valueOf(options.releases())));
    if (options.isApproving()) {
      words.add("--yes");
    }
    Process started = new ProcessBuilder(words).inheritIO().start();
    child = started;
    return started;
  }

  /** Lets the child end itself, and ends what a killed one has left. */
  private synchronized void end() {
    isEnding = true;
    Process running = child;
    if (running == null) {
      return;
    }
    child = null;
    try {
      running.destroy();
      if (!running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        running.destroyForcibly().waitFor();
      }
      Machine.endLeftovers(place);
    } catch (IOException failure) {
      System.err.println("quickstart: " + failure.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
