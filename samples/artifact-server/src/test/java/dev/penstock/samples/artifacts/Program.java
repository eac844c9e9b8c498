package dev.penstock.samples.artifacts;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real jar, in a process of its own, on a free port; its log goes to a file. */
final class Program implements AutoCloseable {
  private final Process process;
  private final Path output;
  private final String url;

  private Program(Process process, Path output, String url) {
    this.process = process;
    this.output = output;
    this.url = url;
  }

  /** Starts it with a heap of so many megabytes, and more options. */
  static Program start(Path directory, int megabytes, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + megabytes + "m", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(List.of("-jar", Path.of("target/artifact-server.jar").toString()));
    command.addAll(List.of(directory.toString(), "--port", "0", "--token", Served.WRITER));
    command.addAll(List.of(options));
    Path output = Files.createTempFile(directory.getParent(), "output", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    while (!Files.readString(output).contains("\n")) {
      if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    String said = Files.readString(output);
    if (!said.contains(" at http://")) {
      process.destroyForcibly();
      throw new IOException("not started: " + said);
    }
    return new Program(
        process, output, said.lines().findFirst().orElse("").replaceFirst(".* at http", "http"));
  }

  String url() {
    return url;
  }

  int port() {
    return URI.create(url).getPort();
  }

  /** What was logged until now. */
  String log() throws IOException {
    return Files.readString(output);
  }

  /** Sends SIGTERM, and waits for the end. */
  String stop() throws IOException, InterruptedException {
    process.destroy();
    process.waitFor();
    return Files.readString(output).strip();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
