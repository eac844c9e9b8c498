package dev.penstock.artifact.upstream;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Calls of which one at a time is under way for each key; whoever comes meanwhile shares it. One
 * that fails because its caller is interrupted fails for that caller only.
 */
final class Flights<K, V> {
  private final ConcurrentMap<K, CompletableFuture<V>> flying = new ConcurrentHashMap<>();

  /** What is called. */
  interface Call<V> {
    V call() throws IOException;
  }

  V share(K key, Call<V> call) throws IOException {
    while (true) {
      CompletableFuture<V> mine = new CompletableFuture<>();
      CompletableFuture<V> other = flying.putIfAbsent(key, mine);
      if (other == null) {
        return lead(key, mine, call);
      }
      try {
        return await(other);
      } catch (CancellationException e) {
        // its caller was interrupted, so this one may lead
      }
    }
  }

  private V lead(K key, CompletableFuture<V> mine, Call<V> call) throws IOException {
    try {
      V value = call.call();
      mine.complete(value);
      return value;
    } catch (IOException | RuntimeException | Error e) {
      if (Thread.currentThread().isInterrupted()) {
        flying.remove(key, mine);
        mine.cancel(false);
      }
      mine.completeExceptionally(e);
      throw e;
    } finally {
      flying.remove(key, mine);
    }
  }

  /** Waits on the caller's own thread; sources end by themselves. */
  private static <V> V await(CompletableFuture<V> other) throws IOException {
    try {
      return other.join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new SourceUnavailableException(
          String.valueOf(cause.getMessage()),
          SourceUnavailableException.retryAfterOf(cause),
          cause);
    }
  }
}
