package dev.penstock.samples.quickstart.traffic;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The users: sends requests at a steady rate until it is closed. When answers are slow it leaves
 * requests out instead of piling them up. Thread-safe.
 */
public final class TrafficGenerator implements AutoCloseable {
  private static final int MOST_IN_FLIGHT = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final List<URI> addresses;
  private final Semaphore inFlight = new Semaphore(MOST_IN_FLIGHT);
  private final AtomicLong turn = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final ExecutorService threads = Executors.newCachedThreadPool(Daemons.named("users"));
  private final ScheduledExecutorService pulse =
      Executors.newSingleThreadScheduledExecutor(Daemons.named("users-pulse"));
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();
  private final ScheduledFuture<?> sending;

  /**
   * Starts sending.
   *
   * @param addresses what is asked for, in turn
   * @param perSecond how many requests a second, 1 to 1,000
   */
  public TrafficGenerator(List<URI> addresses, int perSecond) {
    if (addresses.isEmpty() || perSecond < 1 || perSecond > 1_000) {
      throw new IllegalArgumentException(
          addresses.size() + " addresses at " + perSecond + "/s; allowed: from 1, at 1 to 1,000/s");
    }
    this.addresses = List.copyOf(addresses);
    long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
    sending = pulse.scheduleAtFixedRate(this::send, 0, period, TimeUnit.NANOSECONDS);
  }

  /**
   * How many requests were answered with success.
   *
   * @return the number so far
   */
  public long answered() {
    return answered.get();
  }

  /**
   * How many requests failed, from a user's point of view.
   *
   * @return the number so far
   */
  public long failed() {
    return failed.get();
  }

  private void send() {
    if (!inFlight.tryAcquire()) {
      return;
    }
    URI address = addresses.get((int) (turn.getAndIncrement() % addresses.size()));
    HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
    try {
      client
          .sendAsync(request, HttpResponse.BodyHandlers.discarding())
          .whenComplete((answer, failure) -> count(failure == null && answer.statusCode() < 500))
          .exceptionally(counted -> null);
    } catch (RejectedExecutionException closing) {
      inFlight.release();
    }
  }

  private void count(boolean isAnswered) {
    (isAnswered ? answered : failed).incrementAndGet();
    inFlight.release();
  }

  /** Sends no more, and waits a little for what was sent. Idempotent. */
  @Override
  public void close() {
    sending.cancel(false);
    pulse.shutdownNow();
    try {
      if (inFlight.tryAcquire(MOST_IN_FLIGHT, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        inFlight.release(MOST_IN_FLIGHT);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
  }
}
