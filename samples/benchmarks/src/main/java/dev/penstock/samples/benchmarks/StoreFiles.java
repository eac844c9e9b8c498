package dev.penstock.samples.benchmarks;

import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.CatalogueKey;
import dev.penstock.artifact.store.ContentCheck;
import dev.penstock.artifact.store.ContentWriter;
import dev.penstock.artifact.store.FileCatalogue;
import dev.penstock.artifact.store.FileContentStore;
import dev.penstock.artifact.store.StoredContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A store, and the same done by hand, in a directory that is deleted in the end. */
final class StoreFiles implements AutoCloseable {
  static final int CONTENTS = 1_000;

  private static final int BYTES = 1 << 10;

  /** The file system in memory, where there is one: it leaves the work of the processor. */
  private static final Path MEMORY = Path.of("/dev/shm");

  private final ExecutorService pool = Executors.newFixedThreadPool(2);
  private final Scratch scratch;
  private final FileContentStore store;
  private final FileCatalogue catalogue;
  private final SplittableRandom random = new SplittableRandom(42);
  private final ByteBuffer record = ByteBuffer.allocate(700);
  private int number;

  StoreFiles(String disk) throws IOException {
    boolean isMemory = disk.equals("memory") && Files.isDirectory(MEMORY);
    this.scratch = new Scratch(isMemory ? MEMORY : Scratch.measured(), "store-benchmark");
    this.store =
        FileContentStore.builder(scratch.directory().resolve("content")).hashing(pool).open();
    this.catalogue = FileCatalogue.open(scratch.directory().resolve("catalogue"));
    for (int prefix = 0; prefix < 256; prefix++) {
      Files.createDirectories(byHand(String.format("%02x", prefix)).resolve("tmp"));
    }
  }

  /** Contents that nobody has seen before. */
  List<byte[]> contents() {
    List<byte[]> contents = new ArrayList<>();
    for (int i = 0; i < CONTENTS; i++) {
      byte[] bytes = new byte[BYTES];
      random.nextBytes(bytes);
      contents.add(bytes);
    }
    return contents;
  }

  Path directory() {
    return scratch.directory();
  }

  FileContentStore store() {
    return store;
  }

  void put(List<byte[]> contents) throws IOException {
    for (byte[] bytes : contents) {
      store.put(new ByteArrayInputStream(bytes));
    }
  }

  /** With a record of each, as a publisher does. */
  void putRecorded(List<byte[]> contents) throws IOException {
    for (byte[] bytes : contents) {
      StoredContent stored = store.put(new ByteArrayInputStream(bytes));
      String text = stored.checksums() + " ".repeat(200);
      CatalogueKey key = CatalogueKey.of("asset", Integer.toString(number++));
      catalogue.commit(List.of(new Catalogue.Change(key, null, text)));
    }
  }

  List<StoredContent> putAll(List<byte[]> contents) throws IOException {
    List<ContentWriter> writers = new ArrayList<>();
    for (byte[] bytes : contents) {
      writers.add(out -> out.write(bytes));
    }
    return store.putAll(writers, ContentCheck.NONE);
  }

  /** By hand: SHA-256 alone, a temporary file, a name; durable or not. */
  void putByHand(List<byte[]> contents, boolean isDurable, boolean isRecorded) throws IOException {
    for (byte[] bytes : contents) {
      String hex = HexFormat.of().formatHex(sha256().digest(bytes));
      Path directory = byHand(hex.substring(0, 2));
      Path part = directory.resolve("tmp").resolve(Integer.toString(number++));
      try (FileChannel file =
          FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
        file.write(ByteBuffer.wrap(bytes));
        if (isDurable) {
          file.force(true);
        }
      }
      Files.move(part, directory.resolve(hex.substring(2)), StandardCopyOption.ATOMIC_MOVE);
      if (isDurable) {
        force(directory);
      }
      if (isRecorded) {
        scratch.append(record);
      }
    }
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private Path byHand(String prefix) {
    return scratch.directory().resolve("by-hand").resolve(prefix);
  }

  /** All of them into one file with one force, which leaves no names. */
  void pack(List<byte[]> contents) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(CONTENTS * BYTES);
    contents.forEach(all::put);
    scratch.append(all);
  }

  /** By hand: open, read, and verify SHA-256. */
  long readByHand(List<byte[]> digests) throws IOException {
    long verified = 0;
    for (byte[] digest : digests) {
      String hex = HexFormat.of().formatHex(digest);
      byte[] bytes = Files.readAllBytes(byHand(hex.substring(0, 2)).resolve(hex.substring(2)));
      verified += MessageDigest.isEqual(digest, sha256().digest(bytes)) ? 1 : 0;
    }
    return verified;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    try (scratch;
        store;
        catalogue) {
      pool.shutdownNow();
    }
  }
}
