package dev.penstock.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A directory tree as a value: name to what is there, such as {@code "file x <content>"}. */
record Tree(Map<String, String> entries) {

  static Tree of(Path root) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted().toList()) {
        if (!path.equals(root)) {
          entries.put(root.relativize(path).toString(), describe(path));
        }
      }
    }
    return new Tree(entries);
  }

  private String describe(String name) {
    return Objects.requireNonNull(entries.get(name), name);
  }

  private static String describe(Path path) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isSymbolicLink()) {
      return "link " + Files.readSymbolicLink(path);
    }
    if (attributes.isDirectory()) {
      return "directory";
    }
    String kind = ExecutableBit.isSet(path) ? "program " : "file ";
    return kind + new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
  }

  /** Makes the tree on disk, in an order and with times that the seed decides. */
  void writeTo(Path root, long seed) throws IOException {
    Random random = new Random(seed);
    List<String> names = new ArrayList<>(entries.keySet());
    Collections.shuffle(names, random);
    for (String name : names) {
      write(root.resolve(name), describe(name));
    }
    names.sort(Comparator.reverseOrder());
    for (String name : names) {
      if (!describe(name).startsWith("link ")) {
        FileTime time = FileTime.from(Instant.ofEpochSecond(random.nextInt(2_000_000_000)));
        Files.setLastModifiedTime(root.resolve(name), time);
      }
    }
  }

  private static void write(Path path, String entry) throws IOException {
    Files.createDirectories(path.getParent());
    String rest = entry.substring(entry.indexOf(' ') + 1);
    if (entry.equals("directory")) {
      Files.createDirectories(path);
    } else if (entry.startsWith("link ")) {
      Files.createSymbolicLink(path, Path.of(rest));
    } else {
      Files.write(path, rest.getBytes(StandardCharsets.ISO_8859_1));
      if (entry.startsWith("program ")) {
        ExecutableBit.set(path);
      }
    }
  }
}
