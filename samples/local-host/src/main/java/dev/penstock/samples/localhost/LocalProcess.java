package dev.penstock.samples.localhost;

import dev.penstock.shell.ShellCommand;
import dev.penstock.shell.ShellProcess;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** One process that {@link LocalShell} started. Safe for several threads. */
final class LocalProcess implements ShellProcess {

  /** What happens once the process has ended. */
  @FunctionalInterface
  interface Ending {
    void run() throws IOException;
  }

  private final Process process;
  private final ProcessTree tree;
  private final ShellCommand command;
  private final Executor executor;
  private final Duration grace;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private final AtomicBoolean isTerminated = new AtomicBoolean();

  LocalProcess(
      Process process,
      boolean isGroupLeader,
      ShellCommand command,
      Executor executor,
      Duration grace) {
    this.process = process;
    this.tree =
        isGroupLeader
            ? ProcessTree.ofGroup(process.toHandle())
            : ProcessTree.of(process.toHandle());
    this.command = command;
    this.executor = executor;
    this.grace = grace;
  }

  long pid() {
    return process.pid();
  }

  void readOutput(Ending ending) {
    executor.execute(
        () -> {
          try {
            deliverLines();
            int status = process.waitFor();
            ending.run();
            exit.complete(status);
          } catch (IOException | RuntimeException failure) {
            kill();
            endQuietly(ending, failure);
          } catch (InterruptedException interrupted) {
            kill();
            endQuietly(ending, interrupted);
            Thread.currentThread().interrupt();
          }
        });
  }

  @Override
  public CompletionStage<Integer> exit() {
    return exit.minimalCompletionStage();
  }

  @Override
  public void terminate() {
    try {
      executor.execute(this::terminateNow);
    } catch (RejectedExecutionException closed) {
      terminateNow();
    }
  }

  /** Ends the tree before it returns. */
  void terminateNow() {
    if (exit.isDone() || !isTerminated.compareAndSet(false, true)) {
      return;
    }
    tree.end(grace);
    completeWithoutOutput();
  }

  void kill() {
    tree.end(Duration.ZERO);
  }

  /** A daemon outside the group may hold the output open for ever; the status is known. */
  private void completeWithoutOutput() {
    try {
      exit.get(grace.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException stillOpen) {
      exit.complete(process.isAlive() ? 137 : process.exitValue());
    } catch (ExecutionException failed) {
      return;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliverLines() throws IOException {
    try (Reader reader = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
      OutputLines.deliver(reader, command.output());
    }
  }

  private void endQuietly(Ending ending, Exception failure) {
    try {
      ending.run();
    } catch (IOException alsoFailed) {
      failure.addSuppressed(alsoFailed);
    }
    exit.completeExceptionally(failure);
  }
}
