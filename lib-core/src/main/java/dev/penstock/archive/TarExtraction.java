package dev.penstock.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One unpacking. Symbolic links are made last, so that nothing is ever written through one. */
final class TarExtraction {

  /** How many bytes a header of extended names may have. */
  private static final int LONGEST_EXTENSION = 1 << 16;

  private final TarBlocks blocks;
  private final Path root;
  private final ExtractionLimits limits;
  private final byte[] buffer = new byte[ZipFormat.BUFFER];
  private final Map<String, Kind> kinds = new HashMap<>();
  private final Map<String, String> links = new LinkedHashMap<>();
  private long total;
  private int entries;

  private enum Kind {
    FILE,
    DIRECTORY,
    LINK
  }

  TarExtraction(TarBlocks blocks, Path root, ExtractionLimits limits) {
    this.blocks = blocks;
    this.root = root;
    this.limits = limits;
  }

  void run() throws IOException {
    Map<String, String> extended = new HashMap<>();
    byte[] block = blocks.block();
    while (block.length > 0 && !TarHeader.isEnd(block)) {
      TarHeader header = TarHeader.of(block);
      countEntry();
      switch (header.type()) {
        case TarHeader.PAX -> extended.putAll(TarHeader.records(extension(header)));
        case TarHeader.PAX_GLOBAL -> extension(header); // a comment, as git writes it
        case TarHeader.GNU_LONG_NAME -> extended.put("path", longText(header));
        case TarHeader.GNU_LONG_LINK -> extended.put("linkpath", longText(header));
        default -> {
          unpack(header.with(extended));
          extended.clear();
        }
      }
      block = blocks.block();
    }
    if (block.length == 0) {
      throw new ArchiveException("", "damaged: it ends too early");
    }
    blocks.finish();
    for (Map.Entry<String, String> link : links.entrySet()) {
      Path path = root.resolve(link.getKey());
      Files.createDirectories(parent(path));
      Files.createSymbolicLink(path, path.getFileSystem().getPath(link.getValue()));
    }
  }

  private void countEntry() throws ArchiveException {
    if (++entries > limits.entries()) {
      throw new ArchiveException(
          "", "more entries than allowed; allowed: at most " + limits.entries());
    }
  }

  private byte[] extension(TarHeader header) throws IOException {
    if (header.size() > LONGEST_EXTENSION) {
      throw new ArchiveException(
          "", "a header of " + header.size() + " bytes; allowed: at most " + LONGEST_EXTENSION);
    }
    byte[] data = new byte[(int) header.size()];
    blocks.readFully(data, data.length);
    blocks.skipPadding(data.length);
    return data;
  }

  private String longText(TarHeader header) throws IOException {
    byte[] data = extension(header);
    return TarHeader.text(data, 0, data.length);
  }

  private void unpack(TarHeader header) throws IOException {
    boolean isOldDirectory = header.type() == TarHeader.OLD_FILE && header.name().endsWith("/");
    boolean isDirectory = header.type() == TarHeader.DIRECTORY || isOldDirectory;
    String name = bare(header.name());
    if (isDirectory && name.isEmpty()) {
      return; // the root itself
    }
    EntryName.check(name);
    if (header.size() > 0 && !isFile(header.type())) {
      throw new ArchiveException(name, "damaged: data where none belongs");
    }
    place(name, isDirectory ? Kind.DIRECTORY : isFile(header.type()) ? Kind.FILE : Kind.LINK);
    Path path = root.resolve(name);
    if (isDirectory) {
      Files.createDirectories(path);
    } else if (isFile(header.type())) {
      writeFile(header, name, path);
    } else if (header.type() == TarHeader.SYMBOLIC_LINK) {
      EntryName.checkLink(name, header.linked());
      links.put(name, header.linked());
    } else if (header.type() == TarHeader.HARD_LINK) {
      copy(bare(header.linked()), name, path);
    } else {
      throw new ArchiveException(
          name, "a device, a pipe or something unknown; allowed: files, directories and links");
    }
  }

  private static boolean isFile(char type) {
    return type == TarHeader.FILE
        || type == TarHeader.OLD_FILE
        || type == TarHeader.CONTIGUOUS_FILE;
  }

  /** Without the {@code ./} at the beginning that tar writes, and the slash behind directories. */
  private static String bare(String written) {
    String name = written;
    while (name.startsWith("./")) {
      name = name.substring(2);
    }
    if (name.equals(".")) {
      return "";
    }
    return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }

  /**
   * A name stands once, directories excepted, and only directories have something below them.
   * Directories that no entry of their own names count as entries too.
   */
  private void place(String name, Kind kind) throws ArchiveException {
    for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
      @Nullable Kind above = kinds.putIfAbsent(name.substring(0, slash), Kind.DIRECTORY);
      if (above == null) {
        countEntry();
      } else if (above != Kind.DIRECTORY) {
        throw new ArchiveException(name, "lies below something that is no directory");
      }
    }
    @Nullable Kind before = kinds.put(name, kind);
    if (before != null && (before != Kind.DIRECTORY || kind != Kind.DIRECTORY)) {
      throw new ArchiveException(name, "the name stands twice");
    }
  }

  private void writeFile(TarHeader header, String name, Path path) throws IOException {
    count(name, header.size());
    Files.createDirectories(parent(path));
    try (OutputStream file = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)) {
      long left = header.size();
      while (left > 0) {
        int part = (int) Math.min(buffer.length, left);
        blocks.readFully(buffer, part);
        file.write(buffer, 0, part);
        left -= part;
      }
    }
    blocks.skipPadding(header.size());
    if (header.isExecutable()) {
      ExecutableBit.set(path);
    }
  }

  /** A hard link becomes a file of its own, so that changing one later leaves the other alone. */
  private void copy(String linked, String name, Path path) throws IOException {
    EntryName.check(linked);
    Path source = root.resolve(linked);
    if (kinds.get(linked) != Kind.FILE || linked.equals(name) || !Files.isRegularFile(source)) {
      throw new ArchiveException(
          name,
          "hard link to "
              + ArchiveException.quoted(linked)
              + "; allowed: a file that stands before it in the archive");
    }
    kinds.put(name, Kind.FILE);
    count(name, Files.size(source));
    Files.createDirectories(parent(path));
    Files.copy(source, path);
    if (ExecutableBit.isSet(source)) {
      ExecutableBit.set(path);
    }
  }

  private void count(String name, long size) throws ArchiveException {
    if (size > limits.totalBytes() - total) {
      throw new ArchiveException(
          name, "more bytes than allowed; allowed: " + limits.totalBytes() + " in all");
    }
    total += size;
  }

  private Path parent(Path path) {
    @Nullable Path parent = path.getParent();
    return parent == null ? root : parent;
  }
}
