package dev.penstock.artifact.store;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The file name of a key: readable, the same on every system, never outside its root, and different
 * for different keys even where file names ignore case.
 *
 * <p>A capital letter becomes {@code !} and its small one; everything but {@code a-z0-9._-} becomes
 * {@code %} and hexadecimal digits; a part too long for a file name is cut and gets its digest.
 */
final class KeyFile {
  static final String SUFFIX = ".json";

  private static final int LONGEST = 200;
  private static final int KEPT = 100;
  private static final Pattern DEVICE =
      Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

  private KeyFile() {}

  static Path of(Path root, CatalogueKey key) {
    List<String> segments = key.segments();
    Path path = root;
    for (String segment : segments.subList(0, segments.size() - 1)) {
      path = path.resolve(encode(segment));
    }
    return path.resolve(encode(segments.get(segments.size() - 1)) + SUFFIX);
  }

  static String encode(String segment) {
    if (segment.isEmpty()) {
      return "%";
    }
    boolean isDevice = DEVICE.matcher(segment).matches();
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      boolean isEdge = i == 0 || i == segment.length() - 1;
      if (c >= 'A' && c <= 'Z') {
        name.append('!').append((char) (c - 'A' + 'a'));
      } else if (isPlain(c)
          && !(c == '.' && (isEdge || segment.startsWith(SUFFIX, i)))
          && !(i == 0 && isDevice)) {
        name.append(c);
      } else {
        name.append(String.format("%%%04x", (int) c));
      }
    }
    if (name.length() <= LONGEST) {
      return name.toString();
    }
    String digest = Hashing.sha256().hashString(segment, StandardCharsets.UTF_16LE).toString();
    return name.substring(0, KEPT) + "~" + digest;
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  }
}
