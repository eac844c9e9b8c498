package dev.penstock.journal;

import dev.penstock.process.JournalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which files of a directory are its journal, and which are left over from rewriting.
 *
 * @param current the segments in order, without gaps; the last is the one that is appended to
 * @param obsolete the names of files that a rewritten one has replaced, or that were not finished
 */
record Segments(List<Segment> current, List<String> obsolete) {
  static final String UNFINISHED = ".new";

  /** Where a line is, for messages. */
  static String at(JournalStorage storage, String file, long offset) {
    return storage.place() + "/" + file + ", offset " + offset;
  }

  static Segments list(JournalStorage storage) throws IOException {
    List<Segment> found = new ArrayList<>();
    List<String> obsolete = new ArrayList<>();
    for (String name : storage.names()) {
      Segment segment = Segment.parse(name);
      if (segment != null) {
        found.add(segment);
      } else if (name.endsWith(UNFINISHED)
          && Segment.parse(name.substring(0, name.length() - UNFINISHED.length())) != null) {
        obsolete.add(name);
      }
    }
    found.sort(Segment.BY_GENERATION.reversed());
    List<Segment> current = new ArrayList<>();
    for (Segment segment : found) {
      if (current.stream().anyMatch(newer -> newer.covers(segment))) {
        obsolete.add(segment.name());
      } else {
        current.add(segment);
      }
    }
    current.sort((one, other) -> Integer.compare(one.first(), other.first()));
    checkComplete(storage, current);
    return new Segments(current, obsolete);
  }

  private static void checkComplete(JournalStorage storage, List<Segment> current) {
    int number = 1;
    for (Segment segment : current) {
      if (segment.first() != number) {
        throw missing(storage, number, "the next one found is " + segment.name());
      }
      number = segment.last() + 1;
    }
    if (!current.isEmpty() && current.get(current.size() - 1).isRewritten()) {
      throw missing(storage, number, "and the one before it was closed");
    }
  }

  private static JournalException missing(JournalStorage storage, int number, String found) {
    return new JournalException(
        storage.place()
            + ": "
            + Segment.appended(number).name()
            + " is missing, "
            + found
            + ". Nothing was changed. Put the missing file back");
  }
}
