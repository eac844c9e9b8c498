package dev.penstock.samples.artifacts;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** The program: serves a directory until it is told to stop. */
public final class Main {

  private Main() {}

  /**
   * Runs the server, and stops it on SIGTERM or SIGINT after the requests under way.
   *
   * @param arguments the command line
   * @throws InterruptedException never
   */
  public static void main(String[] arguments) throws InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    try {
      Options options = Options.parse(arguments);
      if (options.asksForHelp()) {
        out.print(Options.HELP);
        return;
      }
      ArtifactServer server = ArtifactServer.start(options.settings(), out);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, out), "stop"));
      out.println("serving " + options.directory() + " at " + server.url());
      options.generatedToken().ifPresent(file -> out.println("the token is in " + file));
      new CountDownLatch(1).await();
    } catch (UsageException e) {
      e.faults().forEach(fault -> err.println("artifact-server: " + fault));
      err.println("see --help");
      System.exit(2);
    } catch (IOException e) {
      err.println("artifact-server: " + FileFault.of(e));
      System.exit(1);
    }
  }

  private static void stop(ArtifactServer server, PrintStream out) {
    try {
      server.close();
      out.println("stopped");
    } catch (IOException e) {
      out.println("stopped: " + FileFault.of(e));
    }
  }
}
