package dev.penstock.samples.localhost;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** A process with all that it started. Safe for several threads. */
public final class ProcessTree {
  private static final Duration TO_DIE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(5);

  private final ProcessHandle root;
  private final boolean isGroupLeader;

  private ProcessTree(ProcessHandle root, boolean isGroupLeader) {
    this.root = root;
    this.isGroupLeader = isGroupLeader;
  }

  /**
   * The tree under a process.
   *
   * @param root the process
   * @return its tree
   */
  public static ProcessTree of(ProcessHandle root) {
    return new ProcessTree(root, false);
  }

  /**
   * The tree under a process that leads a process group: what its children left running in the
   * background belongs to the tree even when its parent has ended.
   *
   * @param leader the process; must lead a group of its own
   * @return its tree
   */
  static ProcessTree ofGroup(ProcessHandle leader) {
    return new ProcessTree(leader, true);
  }

  /**
   * Asks every process of the tree to end, waits, and kills what is left.
   *
   * @param grace how long they may take; zero kills at once
   * @return true if nothing of the tree is left
   */
  public boolean end(Duration grace) {
    Set<ProcessHandle> members = members();
    if (!grace.isZero()) {
      signalGroup("TERM");
      members.forEach(ProcessHandle::destroy);
      awaitEnd(members, grace);
    }
    members.addAll(members());
    signalGroup("KILL");
    members.forEach(ProcessHandle::destroyForcibly);
    return awaitEnd(members, TO_DIE);
  }

  private Set<ProcessHandle> members() {
    Set<ProcessHandle> members = new LinkedHashSet<>();
    members.add(root);
    root.descendants().forEach(members::add);
    return members;
  }

  /** Java knows no process groups; every POSIX shell does. */
  private void signalGroup(String signal) {
    if (!isGroupLeader) {
      return;
    }
    try {
      new ProcessBuilder("sh", "-c", "kill -s " + signal + " -- -" + root.pid())
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException noShell) {
      // The members found through their parents are signalled one by one in any case.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks often: for what is not its own child, Java only notices an end after a second or two. */
  private static boolean awaitEnd(Set<ProcessHandle> members, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (members.stream().anyMatch(ProcessHandle::isAlive)) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return true;
  }
}
