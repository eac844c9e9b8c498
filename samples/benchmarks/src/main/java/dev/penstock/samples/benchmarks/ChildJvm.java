package dev.penstock.samples.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs programs in a JVM of their own, with the class path of this one. */
final class ChildJvm {

  private ChildJvm() {}

  /** What it prints; its errors are printed as ours. */
  static String output(List<String> optionsProgramAndArguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.add("-Dbenchmarks.directory=" + Scratch.measured());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(optionsProgramAndArguments);
    Process child =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String printed = new String(child.getInputStream().readAllBytes(), UTF_8);
    if (child.waitFor() != 0) {
      throw new IOException(
          "the child JVM failed: "
              + child.exitValue()
              + " of "
              + String.join(" ", optionsProgramAndArguments));
    }
    return printed;
  }
}
