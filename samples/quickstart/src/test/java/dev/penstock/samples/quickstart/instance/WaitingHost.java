package dev.penstock.samples.quickstart.instance;

import dev.penstock.samples.localhost.ProcessIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A program that starts one process in the directory {@code instance} and waits to be ended. */
final class WaitingHost {

  private WaitingHost() {}

  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    Path instance = Files.createDirectories(root.resolve("instance"));
    new InstanceProcesses(root, Duration.ofSeconds(5)).endOnShutdown(System.err::println);
    Process process =
        new ProcessBuilder("sleep", "300")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    ProcessIdentity.of(process.toHandle())
        .orElseThrow()
        .write(instance.resolve(InstanceProcesses.FILE));
    System.out.println("ready");
    new CountDownLatch(1).await();
  }
}
