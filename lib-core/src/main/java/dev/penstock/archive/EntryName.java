package dev.penstock.archive;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Which names an archive may hold: relative, inside, and the same on every system. */
final class EntryName {
  static final int LONGEST = 4_096;
  static final int LONGEST_SEGMENT = 255;
  static final int DEEPEST = 256;

  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

  private EntryName() {}

  /** Refuses a name, written without the slash that marks directories, that is not safe. */
  static void check(String name) throws ArchiveException {
    if (name.isEmpty()) {
      throw new ArchiveException("", "an entry has an empty name");
    }
    if (bytes(name) > LONGEST) {
      throw new ArchiveException(
          name, "name of " + bytes(name) + " bytes; allowed: at most " + LONGEST);
    }
    if (name.startsWith("/") || DRIVE.matcher(name).matches()) {
      throw new ArchiveException(name, "absolute name; allowed: names below the root");
    }
    if (name.indexOf('\\') >= 0) {
      throw new ArchiveException(name, "backslash in the name; allowed: / between directories");
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw new ArchiveException(name, "control character in the name");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
      throw new ArchiveException(name, "half a surrogate pair in the name; allowed: UTF-8");
    }
    String[] segments = name.split("/", -1);
    if (segments.length > DEEPEST) {
      throw new ArchiveException(
          name, "nested " + segments.length + " deep; allowed: at most " + DEEPEST);
    }
    for (String segment : segments) {
      checkSegment(name, segment);
    }
  }

  private static void checkSegment(String name, String segment) throws ArchiveException {
    if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
      throw new ArchiveException(
          name, "part \"" + segment + "\" in the name; allowed: names below the root");
    }
    if (bytes(segment) > LONGEST_SEGMENT) {
      throw new ArchiveException(
          name,
          "part of " + bytes(segment) + " bytes in the name; allowed: at most " + LONGEST_SEGMENT);
    }
  }

  /**
   * Refuses a link's target that leaves the root. Parents of entries are real directories, so
   * climbing at the start is what it seems; climbing after a name may pass through another link.
   */
  static void checkLink(String name, String target) throws ArchiveException {
    int depth = (int) name.chars().filter(c -> c == '/').count();
    String rest = target;
    while (rest.equals("..") || rest.startsWith("../")) {
      depth--;
      rest = rest.substring(Math.min(3, rest.length()));
    }
    if (depth < 0) {
      throw new ArchiveException(
          name,
          "link to "
              + ArchiveException.quoted(target)
              + " leaves the root; allowed: targets inside it");
    }
    if ((rest.isEmpty() && !target.isEmpty()) || rest.equals(".")) {
      return;
    }
    try {
      check(rest);
    } catch (ArchiveException e) {
      throw new ArchiveException(
          name,
          "link to "
              + ArchiveException.quoted(target)
              + "; allowed: relative targets that stay inside, with \"..\" only at the start");
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
