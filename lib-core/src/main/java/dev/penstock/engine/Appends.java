package dev.penstock.engine;

import dev.penstock.process.EventStream;
import dev.penstock.process.JournalException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Appends to streams of journals that may throw or fail with whatever they like. */
final class Appends {
  private Appends() {}

  /** What a journal or codec throws is a failed append, or the mailbox would stay shut for ever. */
  static <E> CompletableFuture<Void> to(EventStream<E> stream, long next, List<E> events) {
    try {
      return stream.append(next, events).toCompletableFuture();
    } catch (Throwable e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Why a process is given up after a failed append. */
  static JournalException failure(String process, Throwable failed) {
    Throwable cause = failed.getCause() == null ? failed : failed.getCause();
    return cause instanceof JournalException known
        ? known
        : new JournalException(
            "process " + process + ": its events could not be stored: " + cause, cause);
  }
}
