package dev.penstock.samples.artifacts;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real jar, in a process of its own, on a free port. */
final class Program implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final String url;

  private Program(Process process) throws IOException {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    if (line == null || !line.contains(" at http://")) {
      throw new IOException("not started: " + line + "\n" + output.readLine());
    }
    this.url = line.substring(line.indexOf("http://"));
  }

  /** Starts it with a heap of so many megabytes. */
  static Program start(Path directory, int megabytes) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + megabytes + "m", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(List.of("-jar", Path.of("target/artifact-server.jar").toString()));
    command.addAll(List.of(directory.toString(), "--port", "0", "--token", Served.WRITER));
    return new Program(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  String url() {
    return url;
  }

  /** Sends SIGTERM, and waits for the end. */
  String stop() throws IOException, InterruptedException {
    process.toHandle().destroy(); // unlike the process's own method it leaves the output open
    String rest = String.join("\n", output.lines().toList());
    process.waitFor();
    return rest;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
