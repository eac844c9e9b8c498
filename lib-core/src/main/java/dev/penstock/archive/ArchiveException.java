package dev.penstock.archive;

import java.io.IOException;

/** A tree that cannot be packed, or an archive that is damaged or not safe to unpack. */
public final class ArchiveException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String entry;

  /**
   * Says what is wrong with one entry.
   *
   * @param entry the entry's name, or an empty text if the archive as a whole is at fault
   * @param found what was found, what is allowed
   */
  public ArchiveException(String entry, String found) {
    super(entry.isEmpty() ? "archive: " + found : "archive entry " + quoted(entry) + ": " + found);
    this.entry = entry;
  }

  /**
   * Which entry is at fault.
   *
   * @return its name, or an empty text for the archive as a whole
   */
  public String entry() {
    return entry;
  }

  /** A name as it may be shown: control characters escaped, and not longer than a line. */
  static String quoted(String name) {
    StringBuilder text = new StringBuilder("\"");
    name.chars()
        .limit(100)
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                text.append(String.format("\\u%04x", c));
              } else {
                text.append((char) c);
              }
            });
    return text.append(name.length() > 100 ? "...\"" : "\"").toString();
  }
}
