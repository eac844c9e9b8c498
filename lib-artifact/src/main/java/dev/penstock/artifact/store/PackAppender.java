package dev.penstock.artifact.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Appends small contents to the open pack. Those that several threads put at the same time share a
 * write and a force.
 *
 * <p>A pack that is full, or that failed, is followed by a new one. So is one that content would be
 * appended to which a later pack has already: of two the later counts when the store is opened.
 */
final class PackAppender {
  private static final long MOST_BYTES_OF_GROUP = 4 << 20;

  private final DurableDirectory directory;
  private final Packs packs;
  private final UseTimes times;
  private final Lock exclusive;
  private final Publication publication;
  private final CommitQueue<SmallContent> queue =
      new CommitQueue<>("the content", this::write, SmallContent::length, MOST_BYTES_OF_GROUP);

  /** Changed by whoever writes for the queue. */
  private @Nullable OpenPack open;

  /** Makes contents known that are durable. */
  interface Publication {
    void publish(List<SmallContent> contents, List<Packs.Place> places);
  }

  /**
   * Nothing is open yet.
   *
   * @param times tells when content is put
   * @param exclusive held while no content may be used
   * @param publication told of contents once they are durable
   */
  PackAppender(
      DurableDirectory directory,
      Packs packs,
      UseTimes times,
      Lock exclusive,
      Publication publication) {
    this.directory = directory;
    this.packs = packs;
    this.times = times;
    this.exclusive = exclusive;
    this.publication = publication;
  }

  /**
   * Returns once the content is durable and published.
   *
   * @throws IOException if it cannot be written; it is not published then
   */
  void put(SmallContent content) throws IOException {
    queue.commit(content);
  }

  /** Called for one group at a time. */
  private void write(List<SmallContent> group) throws IOException {
    directory.requireOpen();
    OpenPack pack = open;
    if (pack != null && isLaterElsewhere(group, pack.number())) {
      seal(pack);
      pack = null;
    }
    if (pack == null) {
      int number = packs.nextNumber();
      pack = OpenPack.unbegun(directory, number, packs.path(number));
    }
    append(pack, group);
    if (pack.isFull()) {
      seal(pack);
    }
  }

  private boolean isLaterElsewhere(List<SmallContent> group, int number) {
    for (SmallContent content : group) {
      Packs.Place place = packs.places().get(content.id());
      if (place != null && place.pack() > number) {
        return true;
      }
    }
    return false;
  }

  private void append(OpenPack pack, List<SmallContent> group) throws IOException {
    OpenPack.Written written;
    try {
      written = pack.append(group, times);
    } catch (IOException | RuntimeException | Error e) {
      giveUp(pack);
      throw e;
    }
    open = pack;
    List<Packs.Place> places = new ArrayList<>(group.size());
    for (PackWriter.Range range : written.ranges()) {
      places.add(new Packs.Place(pack.number(), range, written.time()));
    }
    publication.publish(group, places);
  }

  /** Begins no new pack: the next content does. */
  private void seal(OpenPack pack) {
    open = null;
    exclusive.lock();
    try (pack) {
      pack.seal();
      packs.retire(pack.number(), pack.contents());
    } catch (IOException | RuntimeException e) {
      packs.retire(pack.number()); // nothing is lost: opening makes the index anew
    } finally {
      exclusive.unlock();
    }
  }

  private void giveUp(OpenPack pack) {
    open = null;
    if (pack.contents() > 0) {
      packs.retire(pack.number());
    }
    try {
      pack.close();
    } catch (IOException e) {
      // it is not used any more
    }
  }

  /** Lets a garbage collection free the open pack, if it holds some of the garbage. */
  void sealIfItHolds(Set<ContentId> garbage) throws IOException {
    queue.alone(
        () -> {
          OpenPack pack = open;
          if (pack != null && pack.holdsAnyOf(garbage)) {
            seal(pack);
          }
          return true;
        });
  }

  /** Waits for what is being written, seals the open pack, and closes the directory. */
  void close() throws IOException {
    queue.alone(
        () -> {
          if (open != null) {
            seal(open);
          }
          closeDirectory();
          return true;
        });
  }

  /** Nobody changes files meanwhile, and who wanted to finds it closed. */
  private void closeDirectory() throws IOException {
    exclusive.lock();
    try {
      directory.close();
    } finally {
      exclusive.unlock();
    }
  }

  /** How many contents wait for somebody to write them. */
  int waiting() {
    return queue.waiting();
  }
}
