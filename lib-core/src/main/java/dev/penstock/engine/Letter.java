package dev.penstock.engine;

import dev.penstock.process.Command;
import dev.penstock.process.CommandResult;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What lies in a process's mailbox: linked to the letter that came before it, and once taken, to
 * the one that came after it. As it is, a report that nobody waits for.
 */
class Letter<S, C extends Command> {
  @Nullable Letter<S, C> before;
  final @Nullable C command;

  Letter(@Nullable C command) {
    this.command = command;
  }

  /** Whether somebody waits for what the other methods bring. */
  boolean isAwaited() {
    return false;
  }

  /** The answer is known and durable. */
  void answer(CommandResult result) {}

  /** The state after the batch is durable. */
  void look(S state) {}

  /** There will be no answer. */
  void fail(RuntimeException cause) {}

  /** A command whose sender waits for the answer. */
  static final class Question<S, C extends Command> extends Letter<S, C> {
    final CompletableFuture<CommandResult> answer = new CompletableFuture<>();

    Question(C command) {
      super(command);
    }

    @Override
    boolean isAwaited() {
      return true;
    }

    @Override
    void answer(CommandResult result) {
      answer.complete(result);
    }

    @Override
    void fail(RuntimeException cause) {
      answer.completeExceptionally(cause);
    }
  }

  /** A look at the state. */
  static final class Look<S, C extends Command, V> extends Letter<S, C> {
    final CompletableFuture<V> seen = new CompletableFuture<>();
    private final Function<? super S, ? extends V> view;

    Look(Function<? super S, ? extends V> view) {
      super(null);
      this.view = view;
    }

    @Override
    boolean isAwaited() {
      return true;
    }

    @Override
    void look(S state) {
      try {
        seen.complete(view.apply(state));
      } catch (Throwable e) {
        seen.completeExceptionally(e);
      }
    }

    @Override
    void fail(RuntimeException cause) {
      seen.completeExceptionally(cause);
    }
  }

  /** Runs a quick task between two commands, or at once if the process is closed. */
  static final class Turn<S, C extends Command> extends Letter<S, C> {
    private final Runnable task;

    Turn(Runnable task) {
      super(null);
      this.task = task;
    }

    @Override
    boolean isAwaited() {
      return true;
    }

    @Override
    void look(S state) {
      task.run();
    }

    @Override
    void fail(RuntimeException cause) {
      task.run();
    }
  }

  /** Brings somebody who wants to see the state until it shows something. */
  static final class Watching<S, C extends Command> extends Letter<S, C> {
    private final Watch<S, ?> watch;
    private final Answers<S, C> answers;

    Watching(Watch<S, ?> watch, Answers<S, C> answers) {
      super(null);
      this.watch = watch;
      this.answers = answers;
    }

    @Override
    boolean isAwaited() {
      return true;
    }

    @Override
    void look(S state) {
      if (!watch.hasSeen(state)) {
        answers.add(watch);
      }
    }

    @Override
    void fail(RuntimeException cause) {
      watch.fail(cause);
    }
  }

  /** Waits until the state shows something. */
  static final class Watch<S, V> {
    final CompletableFuture<V> seen = new CompletableFuture<>();
    private final Function<? super S, ? extends @Nullable V> view;

    Watch(Function<? super S, ? extends @Nullable V> view) {
      this.view = view;
    }

    boolean hasSeen(S state) {
      try {
        V value = view.apply(state);
        return value != null && seen.complete(value);
      } catch (Throwable e) {
        return seen.completeExceptionally(e);
      }
    }

    void fail(RuntimeException cause) {
      seen.completeExceptionally(cause);
    }
  }
}
