package dev.penstock.engine;

import dev.penstock.process.Command;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * A mailbox with a worker as a process has one, for the model checker: it runs the operations on
 * several threads, interleaved in every way that makes a difference.
 */
public class MailboxModelCheck {
  private static final int MOST_SENDERS = 8;
  private static final int OF_THE_WORKER = MOST_SENDERS - 1; // a sender that is no thread

  /** How many threads there may be: they are numbered from 0 or 1. */
  static final int MOST_THREADS = MOST_SENDERS - 2;

  private final Mailbox<Object, Note> mailbox = new Mailbox<>();
  private final int[] sent = new int[MOST_SENDERS]; // each sender's own
  private final List<Note> done = new ArrayList<>(); // the worker's own
  private boolean isBusy; // the worker's own

  /** The number-th letter of a sender. */
  record Note(int sender, int number) implements Command {
    @Override
    public Instant at() {
      return Instant.EPOCH;
    }
  }

  public MailboxModelCheck() {
    workOff();
  }

  /** Leaves a letter, and works if nobody does. */
  @Operation
  public void post(@Param(gen = ThreadIdGen.class) int sender) {
    if (mailbox.post(new Letter<>(note(sender)))) {
      workOff();
    }
  }

  /** Leaves a command, and works if nobody does. */
  @Operation
  public void report(@Param(gen = ThreadIdGen.class) int sender) {
    if (mailbox.post(note(sender))) {
      workOff();
    }
  }

  /** Asks for work without leaving anything, as closing does. */
  @Operation
  public void call() {
    if (mailbox.call()) {
      workOff();
    }
  }

  private Note note(int sender) {
    return new Note(sender, sent[sender]++);
  }

  private void workOff() {
    mailbox.resume();
    do {
      check(!isBusy, "two work at once");
      isBusy = true;
      for (Object each = mailbox.next(); each != null; each = mailbox.next()) {
        Note note = (Note) (each instanceof Letter<?, ?> letter ? letter.command : each);
        done.add(note);
        if (note.number() == 0 && note.sender() != OF_THE_WORKER) {
          leaveOwn(note(OF_THE_WORKER));
        }
      }
      isBusy = false;
    } while (!mailbox.letGo());
  }

  /** The worker itself leaves something, as an executor that answers at once does. */
  private void leaveOwn(Note note) {
    check(!mailbox.post(note), "the worker is asked to work");
  }

  /** Looks when all threads are done. */
  @Validate
  public void everyLetterWasWorkedOffOnceInOrder() {
    check(mailbox.call(), "somebody still works");
    check(mailbox.next() == null, "a letter was left behind");
    int[] seen = new int[MOST_SENDERS];
    for (Note each : done) {
      check(each.number() == seen[each.sender()]++, "lost, twice or out of order: " + each);
    }
    for (int sender = 0; sender < MOST_SENDERS; sender++) {
      check(seen[sender] == sent[sender], "letters of sender " + sender + " were lost");
    }
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
