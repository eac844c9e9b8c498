package dev.penstock.process;

/**
 * What a decider implements besides {@link Decider} if the journal of its processes may be
 * compacted: it makes one event, a checkpoint, that stands for all events before.
 *
 * <p>A checkpoint is an event of the decider's own vocabulary, versioned and lifted like any other:
 * there is no second format for states. The law that {@code
 * dev.penstock.process.simulation.DeciderLaws} checks: the state folded from a checkpoint is the
 * state folded from the events that it stands for, whatever follows.
 *
 * <p>It is made from events read again, beside the process and not by it, so that a live process
 * never waits for its own compaction.
 *
 * @param <E> the facts that the decider records
 */
public interface Checkpointing<E> {

  /**
   * Starts a checkpoint.
   *
   * @param retention what to keep of what has ended; what is under way is always kept
   * @return takes events and makes the checkpoint, confined to one thread
   */
  Digest<E> digest(Retention retention);

  /**
   * Takes all events of a process from its first on, or from a checkpoint on, and makes the
   * checkpoint that stands for them.
   *
   * @param <E> the facts that the decider records
   */
  interface Digest<E> {

    /**
     * Takes the next event.
     *
     * @param event the event; a checkpoint only as the first one
     */
    void add(E event);

    /**
     * Makes the checkpoint. Called once, after at least one event.
     *
     * @return the event that stands for all that were taken
     */
    E checkpoint();
  }
}
