package dev.penstock.journal;

import dev.penstock.process.JournalException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The names of segments: {@code 00000001.journal} and so on, without gaps. */
final class Segments {
  private static final Pattern NAME = Pattern.compile("[0-9]{8}\\.journal");

  private Segments() {}

  static String name(int number) {
    return String.format(Locale.ROOT, "%08d.journal", number);
  }

  /** Where a line is, for messages. */
  static String at(JournalStorage storage, int segment, long offset) {
    return storage.place() + "/" + name(segment) + ", offset " + offset;
  }

  /** How many segments there are. */
  static int count(JournalStorage storage) throws IOException {
    List<String> names = storage.names();
    Set<String> segments = new TreeSet<>();
    for (String name : names) {
      if (NAME.matcher(name).matches()) {
        segments.add(name);
      }
    }
    int number = 0;
    for (String segment : segments) {
      number++;
      if (!segment.equals(name(number))) {
        throw new JournalException(
            storage.place()
                + ": "
                + name(number)
                + " is missing, the next one found is "
                + segment
                + ". Nothing was changed. Put the missing file back");
      }
    }
    return number;
  }
}
