package dev.penstock.engine;

import dev.penstock.process.Command;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Lets go of a process between two commands, if it rests then. */
final class Farewell<S, C extends Command> extends Letter<S, C> {
  final CompletableFuture<Boolean> gone = new CompletableFuture<>();
  private final LiveProcess<S, C, ?, ?> process;
  private final Predicate<? super S> rests;
  private boolean isLeaving; // the worker's

  Farewell(LiveProcess<S, C, ?, ?> process, Predicate<? super S> rests) {
    super(null);
    this.process = process;
    this.rests = rests;
  }

  @Override
  boolean isAwaited() {
    return true;
  }

  @Override
  void look(S state) {
    try {
      isLeaving = process.isResting(rests);
    } catch (Throwable e) {
      gone.completeExceptionally(e);
      return;
    }
    if (isLeaving) {
      process.giveUp(
          new IllegalStateException("process " + process.id() + " rests; open it again"));
    }
    gone.complete(isLeaving);
  }

  @Override
  void fail(RuntimeException cause) {
    gone.complete(isLeaving);
  }
}
