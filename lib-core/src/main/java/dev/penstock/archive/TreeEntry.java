package dev.penstock.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One thing in a directory tree, by its name relative to the root with {@code /} between parts. */
record TreeEntry(String name, Path path, BasicFileAttributes attributes) {

  /** All entries below a root, sorted by name. */
  static List<TreeEntry> allBelow(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new NotDirectoryException(root.toString());
    }
    List<TreeEntry> entries = new ArrayList<>();
    collect(root, "", entries);
    entries.sort(Comparator.comparing(TreeEntry::name));
    return entries;
  }

  private static void collect(Path directory, String prefix, List<TreeEntry> entries)
      throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        String name = prefix + child.getFileName();
        EntryName.check(name);
        BasicFileAttributes attributes =
            Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        entries.add(new TreeEntry(name, child, attributes));
        if (attributes.isDirectory()) {
          collect(child, name + "/", entries);
        }
      }
    }
  }

  void writeTo(ZipWriter writer) throws IOException {
    if (attributes.isDirectory()) {
      writer.directory(name);
    } else if (attributes.isSymbolicLink()) {
      String target =
          Files.readSymbolicLink(path).toString().replace(path.getFileSystem().getSeparator(), "/");
      EntryName.checkLink(name, target);
      writer.link(name, target);
    } else if (attributes.isRegularFile()) {
      try (InputStream content = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
        writer.file(name, ExecutableBit.isSet(path), attributes.size(), content);
      }
    } else {
      throw new ArchiveException(
          name, "neither file, directory nor link; allowed: only these can be packed");
    }
  }
}
