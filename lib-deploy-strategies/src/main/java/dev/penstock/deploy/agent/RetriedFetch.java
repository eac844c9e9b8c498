package dev.penstock.deploy.agent;

import dev.penstock.process.Scheduler;
import dev.penstock.revision.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tries a fetch again, after growing delays, when the transfer broke ({@link TransferException}).
 * Every other failure is final at once.
 *
 * <pre>{@code
 * BundleFetch patient =
 *     new RetriedFetch(download, RetriedFetch::serviceDelays, scheduler, clock, executor);
 * }</pre>
 *
 * <p>Safe for several threads.
 */
public final class RetriedFetch implements BundleFetch {

  /** After which delays the service's agent asks a source host again (D-115). */
  public static final List<Duration> GITHUB_DELAYS =
      List.of(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(90));

  private final BundleFetch fetch;
  private final Function<BundleLocation, List<Duration>> delays;
  private final Scheduler scheduler;
  private final Clock clock;
  private final Executor executor;

  /**
   * Decorates a fetch.
   *
   * @param fetch what is tried
   * @param delays the delays before the second, third, … attempt, by location; none for one attempt
   * @param scheduler wakes for the next attempt
   * @param clock the host's time
   * @param executor carries out attempts after the first
   */
  public RetriedFetch(
      BundleFetch fetch,
      Function<BundleLocation, List<Duration>> delays,
      Scheduler scheduler,
      Clock clock,
      Executor executor) {
    this.fetch = Objects.requireNonNull(fetch, "fetch");
    this.delays = Objects.requireNonNull(delays, "delays");
    this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.executor = Objects.requireNonNull(executor, "executor");
  }

  /**
   * What the service's agent does: three more attempts for archives of source hosts, none for
   * others.
   *
   * @param location where the bundle lies
   * @return {@link #GITHUB_DELAYS}, or none
   */
  public static List<Duration> serviceDelays(BundleLocation location) {
    return location instanceof BundleLocation.GitHub ? GITHUB_DELAYS : List.of();
  }

  @Override
  public CompletionStage<Void> fetch(
      Revision revision, Path directory, CompletionStage<Void> abandoned) {
    List<Duration> waits = List.copyOf(delays.apply(BundleLocation.of(revision.bundle())));
    Attempts attempts = new Attempts(revision, directory, abandoned, waits);
    attempts.next(0);
    return attempts.result;
  }

  /** The attempts at one bundle, one after the other. */
  private final class Attempts {
    private final Revision revision;
    private final Path directory;
    private final CompletionStage<Void> abandoned;
    private final List<Duration> waits;
    private final CompletableFuture<Void> result = new CompletableFuture<>();

    Attempts(
        Revision revision, Path directory, CompletionStage<Void> abandoned, List<Duration> waits) {
      this.revision = revision;
      this.directory = directory;
      this.abandoned = abandoned;
      this.waits = waits;
    }

    void next(int number) {
      try {
        fetch
            .fetch(revision, directory, abandoned)
            .whenComplete((nothing, failure) -> ended(number, failure));
      } catch (IOException | RuntimeException failure) {
        ended(number, failure);
      }
    }

    private void ended(int number, @Nullable Throwable failure) {
      if (failure == null) {
        result.complete(null);
        return;
      }
      Throwable cause =
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure;
      if (!(cause instanceof TransferException) || number >= waits.size()) {
        result.completeExceptionally(cause);
        return;
      }
      Instant due = clock.instant().plus(waits.get(number));
      Scheduler.Scheduled wake =
          scheduler.schedule(due, () -> executor.execute(() -> again(due, number, cause)));
      abandoned.thenRun(
          () -> {
            wake.cancel();
            result.completeExceptionally(cause);
          });
    }

    private void again(Instant due, int number, Throwable cause) {
      if (result.isDone()) {
        return;
      }
      if (clock.instant().isBefore(due)) { // woken early
        scheduler.schedule(due, () -> executor.execute(() -> again(due, number, cause)));
        return;
      }
      try {
        empty();
      } catch (IOException e) {
        e.addSuppressed(cause);
        result.completeExceptionally(e);
        return;
      }
      next(number + 1);
    }

    /** What the attempt before has left. */
    private void empty() throws IOException {
      List<Path> left;
      try (Stream<Path> children = Files.list(directory)) {
        left = children.toList();
      }
      for (Path each : left) {
        InstanceFiles.PLAIN.deleteTree(each);
      }
    }
  }
}
