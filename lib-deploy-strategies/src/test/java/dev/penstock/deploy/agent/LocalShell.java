package dev.penstock.deploy.agent;

import dev.penstock.shell.Shell;
import dev.penstock.shell.ShellCommand;
import dev.penstock.shell.ShellProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Real processes, one thread each. */
final class LocalShell implements Shell {
  @Override
  public ShellProcess start(ShellCommand command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command.words())
            .directory(command.directory().toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(command.environment());
    Process process = builder.start();
    process.getOutputStream().close();
    CompletableFuture<Integer> exit = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader lines = process.inputReader()) {
                lines.lines().forEach(command.output());
                exit.complete(process.waitFor());
              } catch (IOException | InterruptedException e) {
                exit.completeExceptionally(e);
              }
            });
    reader.start();
    return new ShellProcess() {
      @Override
      public CompletionStage<Integer> exit() {
        return exit;
      }

      @Override
      public void terminate() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    };
  }
}
