package dev.penstock.artifact.format.pypi;

import com.google.common.hash.Hashing;
import dev.penstock.archive.ArchiveException;
import dev.penstock.archive.ExtractionLimits;
import dev.penstock.archive.ZipEntries;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.version.VersionScheme;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A distribution's core metadata: the file {@code METADATA} of a wheel. */
final class CoreMetadata {
  static final int MOST_BYTES = 4 << 20;
  private static final ExtractionLimits LIMITS = new ExtractionLimits(64L << 30, 200_000, 1_100);
  private static final String DIRECTORY = ".dist-info";
  private static final String NAME = "METADATA";

  private final byte[] bytes;

  /** What its headers say, by lower-case names. */
  private final Map<String, List<String>> fields;

  private CoreMetadata(byte[] bytes, Map<String, List<String>> fields) {
    this.bytes = bytes;
    this.fields = fields;
  }

  /** Finds it in a wheel, and refuses with 400 what is no wheel, or one of something else. */
  static CoreMetadata of(FileName file, SeekableByteChannel wheel) throws IOException {
    try {
      ZipEntries entries = ZipEntries.read(wheel, LIMITS);
      CoreMetadata found = parse(entries.bytes(path(file, entries), MOST_BYTES));
      found.check(file);
      return found;
    } catch (ArchiveException e) {
      throw new ProtocolException(400, file.text() + " is no valid wheel: " + e.getMessage());
    }
  }

  private static String path(FileName file, ZipEntries entries) {
    List<String> found =
        entries.files().stream()
            .filter(name -> name.endsWith(DIRECTORY + "/" + NAME))
            .filter(name -> name.indexOf('/') == name.length() - NAME.length() - 1)
            .toList();
    if (found.size() != 1) {
      throw new ProtocolException(
          400,
          file.text()
              + " is no valid wheel: it has "
              + found.size()
              + " files *"
              + DIRECTORY
              + "/"
              + NAME
              + "; allowed: exactly one");
    }
    return found.get(0);
  }

  /** Reads the headers; the body behind the first empty line is the description. */
  static CoreMetadata parse(byte[] bytes) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    List<String> current = new ArrayList<>();
    String text = new String(bytes, StandardCharsets.UTF_8);
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      String line = text.substring(start, end);
      line = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      start = end + 1;
      int colon = line.indexOf(':');
      if (line.isEmpty()) {
        break;
      } else if (Character.isWhitespace(line.charAt(0))) {
        if (!current.isEmpty()) {
          String last = current.remove(current.size() - 1);
          // What would be joined again and again is cut short, since nothing long is of use here.
          current.add(last.length() > 65_536 ? last : last + "\n" + line.strip());
        }
      } else if (colon > 0) {
        String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        current = fields.computeIfAbsent(name, key -> new ArrayList<>());
        current.add(line.substring(colon + 1).strip());
      }
    }
    if (start < text.length()) {
      fields.putIfAbsent("description", List.of(text.substring(start)));
    }
    return new CoreMetadata(bytes, fields);
  }

  private void check(FileName file) {
    String name = first("name");
    String version = first("version");
    boolean isSame =
        ProjectName.of(name).filter(file.project()::equals).isPresent()
            && VersionScheme.PYPI.tryParse(version).filter(file.version()::equals).isPresent();
    if (!isSame) {
      throw new ProtocolException(
          400,
          file.text()
              + ": its METADATA is of \""
              + UploadForm.shown(name)
              + "\" "
              + UploadForm.shown(version)
              + "; allowed: name and version of the file's name");
    }
  }

  /** The file as it is in the wheel; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** The digest of the file. */
  String sha256() {
    return Hashing.sha256().hashBytes(bytes).toString();
  }

  /** A field's first value, or an empty text. */
  String first(String name) {
    List<String> values = all(name);
    return values.isEmpty() ? "" : values.get(0);
  }

  /** All values of a field. */
  List<String> all(String name) {
    return fields.getOrDefault(name, List.of());
  }
}
