package dev.penstock.conventions;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The rule that sources carry no notes about work still to be done. */
final class LeftForLater {
  private static final Pattern NOTE = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XXX)\\b");

  private LeftForLater() {}

  /** Lists such notes below a folder, as {@code File.java:line: the line}. */
  static List<String> in(Path sources) {
    List<String> notes = new ArrayList<>();
    for (Path file : SourceTree.files(sources, "")) {
      List<String> lines = SourceTree.text(file).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (NOTE.matcher(lines.get(i)).find()) {
          notes.add(file.getFileName() + ":" + (i + 1) + ": " + lines.get(i).strip());
        }
      }
    }
    return notes;
  }
}
