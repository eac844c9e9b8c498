package dev.penstock.revision;

import java.util.List;
import java.util.Objects;

/**
 * One entry of an access control list, as a permission of an install plan gives it.
 *
 * <pre>{@code
 * AclEntry.of("u:bob:rw").text();      // user:bob:rw-
 * AclEntry.of("d:o:r").text();         // default:other::r--
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param isDefault whether what is created within the directory later gets it, not the directory
 * @param subject whom it is about
 * @param name the user's or group's name; empty for the owner, the owning group, the mask and
 *     others
 * @param canRead whether they may read
 * @param canWrite whether they may write
 * @param canExecute whether they may execute, or enter the directory
 */
public record AclEntry(
    boolean isDefault,
    Subject subject,
    String name,
    boolean canRead,
    boolean canWrite,
    boolean canExecute) {

  private static final int FEWEST_PARTS = 2;
  private static final int MOST_PARTS = 4;
  private static final String FORM = "[default:][user:|group:|mask:|other:]name:rwx";

  /** Whom an entry is about. */
  public enum Subject {
    /** A user; without a name, the owner. */
    USER,
    /** A group; without a name, the owning group. */
    GROUP,
    /** The most that named users and groups get. */
    MASK,
    /** Everyone else. */
    OTHER;

    private String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * Refuses entries that no list may hold.
   *
   * @throws IllegalArgumentException if a mask or others have a name, or if the owner, the owning
   *     group or others are meant without {@code isDefault}, which is what a mode is for
   */
  public AclEntry {
    Objects.requireNonNull(subject, "subject");
    boolean isNamed = !name.isEmpty();
    if (isNamed && (subject == Subject.MASK || subject == Subject.OTHER)) {
      throw new IllegalArgumentException("\"" + subject.word() + "\" takes no name");
    }
    if (name.indexOf(':') >= 0) {
      throw new IllegalArgumentException("the name \"" + name + "\" holds a colon");
    }
    if (!isNamed && !isDefault && subject != Subject.MASK) {
      throw new IllegalArgumentException("the base entry of a file is what its mode says");
    }
  }

  /**
   * Reads an entry: two to four parts, parted by colons, of which the first words may be shortened
   * to {@code d}, {@code u}, {@code g}, {@code m} and {@code o}. In an entry of two parts the first
   * is a user's name, unless it is the word for a mask or for others.
   *
   * @param text the entry, such as {@code default:group:web:rx} or {@code bob:6}
   * @return the entry
   * @throws IllegalArgumentException if it is none; the message says what is wrong
   */
  public static AclEntry of(String text) {
    List<String> parts = List.of(text.split(":", -1));
    int count = parts.size();
    if (count < FEWEST_PARTS || count > MOST_PARTS) {
      throw new IllegalArgumentException(
          "an entry has 2 to 4 parts, this one " + count + "; write " + FORM);
    }
    boolean isDefault = isDefaultWord(parts.get(0)) && count > FEWEST_PARTS;
    List<String> rest = isDefault ? parts.subList(1, count) : parts;
    if (rest.size() == MOST_PARTS) {
      throw new IllegalArgumentException(
          "an entry of four parts begins with \"default\", not \"" + parts.get(0) + "\"");
    }
    String permissions = rest.get(rest.size() - 1);
    String name = rest.get(rest.size() - 2);
    Subject subject = Subject.USER;
    if (rest.size() > FEWEST_PARTS) {
      subject = subject(rest.get(0));
    } else if (isWord(name, Subject.MASK) || isWord(name, Subject.OTHER)) {
      subject = subject(name);
      name = "";
    }
    return parsed(isDefault, subject, name, permissions);
  }

  private static AclEntry parsed(
      boolean isDefault, Subject subject, String name, String permissions) {
    boolean isDigit = permissions.matches("[0-7]");
    int bits = isDigit ? permissions.charAt(0) - '0' : 0;
    for (int i = 0; i < permissions.length() && !isDigit; i++) {
      switch (permissions.charAt(i)) {
        case 'r' -> bits |= 4;
        case 'w' -> bits |= 2;
        case 'x' -> bits |= 1;
        case '-' -> {}
        default ->
            throw new IllegalArgumentException(
                "permissions \"" + permissions + "\" are neither a digit of 0-7 nor of r, w, x, -");
      }
    }
    return new AclEntry(
        isDefault, subject, name, (bits & 4) != 0, (bits & 2) != 0, (bits & 1) != 0);
  }

  private static boolean isDefaultWord(String word) {
    return word.equals("d") || word.equals("default");
  }

  private static boolean isWord(String word, Subject subject) {
    return word.equals(subject.word()) || word.equals(subject.word().substring(0, 1));
  }

  private static Subject subject(String word) {
    for (Subject subject : Subject.values()) {
      if (isWord(word, subject)) {
        return subject;
      }
    }
    throw new IllegalArgumentException(
        "\"" + word + "\" is none of user, group, mask, other, nor their first letters");
  }

  /**
   * The entry in full, as the tools of an operating system take it.
   *
   * @return such as {@code default:user:bob:r-x}
   */
  public String text() {
    return (isDefault ? "default:" : "")
        + subject.word()
        + ":"
        + name
        + ":"
        + (canRead ? "r" : "-")
        + (canWrite ? "w" : "-")
        + (canExecute ? "x" : "-");
  }

  @Override
  public String toString() {
    return text();
  }
}
