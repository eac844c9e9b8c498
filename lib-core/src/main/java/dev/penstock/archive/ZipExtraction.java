package dev.penstock.archive;

import dev.penstock.archive.ZipEntryRecord.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One unpacking. Links are made last, so that nothing is ever written through one. */
final class ZipExtraction {
  private final ArchiveBytes bytes;
  private final Path root;
  private final ExtractionTarget target;
  private final ExtractionLimits limits;
  private final ByteBuffer input = ByteBuffer.allocate(ZipFormat.BUFFER);
  private final byte[] output = new byte[ZipFormat.BUFFER];
  private long unpacked;

  ZipExtraction(SeekableByteChannel archive, Path root, ExtractionLimits limits)
      throws IOException {
    this.bytes = new ArchiveBytes(archive);
    this.root = root;
    this.target = new ExtractionTarget(root);
    this.limits = limits;
  }

  void run() throws IOException {
    target.requireEmpty();
    try {
      unpack(ZipDirectory.read(bytes, limits));
    } catch (IOException | RuntimeException e) {
      target.clear(e);
      throw e;
    }
  }

  private void unpack(List<ZipEntryRecord> entries) throws IOException {
    Map<ZipEntryRecord, String> links = new LinkedHashMap<>();
    long free = 0;
    for (ZipEntryRecord entry : entries) {
      if (entry.start() < free) {
        throw new ArchiveException(entry.name(), "its data overlaps another entry's");
      }
      long data = ZipDirectory.dataStart(bytes, entry);
      free = data + entry.packed();
      Path path = root.resolve(entry.name());
      if (entry.kind() == Kind.DIRECTORY) {
        Files.createDirectories(path);
      } else if (entry.kind() == Kind.LINK) {
        ByteArrayOutputStream linked = new ByteArrayOutputStream();
        inflate(entry, data, linked);
        links.put(entry, linked.toString(StandardCharsets.UTF_8));
        EntryName.checkLink(entry.name(), linked.toString(StandardCharsets.UTF_8));
      } else {
        writeFile(entry, data, path);
      }
    }
    for (Map.Entry<ZipEntryRecord, String> link : links.entrySet()) {
      Path path = root.resolve(link.getKey().name());
      Files.createDirectories(parent(path));
      Files.createSymbolicLink(path, path.getFileSystem().getPath(link.getValue()));
    }
  }

  private Path parent(Path path) {
    @Nullable Path parent = path.getParent();
    return parent == null ? root : parent;
  }

  private void writeFile(ZipEntryRecord entry, long data, Path path) throws IOException {
    Files.createDirectories(parent(path));
    try (OutputStream file = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)) {
      inflate(entry, data, file);
    }
    if (entry.isExecutable()) {
      ExecutableBit.set(path);
    }
  }

  private void inflate(ZipEntryRecord entry, long data, OutputStream out) throws IOException {
    EntryData content = new EntryData(bytes, entry, data, input);
    try {
      for (int count = content.read(output); count > 0; count = content.read(output)) {
        unpacked += count;
        checkRatio(entry);
        out.write(output, 0, count);
      }
    } finally {
      content.release();
    }
  }

  private void checkRatio(ZipEntryRecord entry) throws ArchiveException {
    if (unpacked > ExtractionLimits.RATIO_FLOOR && unpacked / limits.ratio() > bytes.size()) {
      throw new ArchiveException(
          entry.name(),
          "unpacks to more than " + limits.ratio() + " times the archive's size, like a zip bomb");
    }
  }
}
