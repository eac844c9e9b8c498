package dev.penstock.samples.benchmarks;

import dev.penstock.artifact.store.ContentCheck;
import dev.penstock.artifact.store.ContentWriter;
import dev.penstock.artifact.store.FileContentStore;
import dev.penstock.artifact.store.GarbageReport;
import dev.penstock.artifact.store.GarbageRequest;
import dev.penstock.artifact.store.StoredContent;
import dev.penstock.revision.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A file of 256 MB stored durably with its four digests, beside computing the digests alone. A
 * program of its own.
 */
public final class LargeContentRounds implements AutoCloseable {
  private static final int BLOCK = 1 << 20;
  private static final int BLOCKS = 256;

  private final ExecutorService pool = Executors.newFixedThreadPool(2);
  private final Scratch scratch;
  private final FileContentStore store;
  private final Path source;
  private final Digest known;
  private int number;

  /** Writes a file of so many MB, and takes it in once. */
  LargeContentRounds(Path parent, int blocks) throws IOException {
    scratch = new Scratch(parent, "store-benchmark");
    source = scratch.directory().resolve("source");
    byte[] block = new byte[BLOCK];
    try (OutputStream out = Files.newOutputStream(source)) {
      for (int i = 0; i < blocks; i++) {
        block[0] = (byte) i;
        out.write(block);
      }
    }
    store = FileContentStore.builder(scratch.directory().resolve("content")).hashing(pool).open();
    known = putAgain().digest();
  }

  /**
   * Prints milliseconds.
   *
   * @param arguments for how many seconds to measure
   * @throws Exception if the content cannot be stored
   */
  public static void main(String... arguments) throws Exception {
    try (LargeContentRounds content = new LargeContentRounds(Scratch.measured(), BLOCKS)) {
      new Rounds(TimeUnit.MILLISECONDS)
          .add("put", content::put)
          .add("fourDigests", content::fourDigests)
          .add("putAgain", content::putAgain)
          .add("sha256", content::sha256)
          .afterEach(content::collectGarbage)
          .print(System.out, Long.parseLong(arguments[0]));
    }
  }

  /** Content that differs in its first bytes. */
  StoredContent put() throws IOException {
    byte[] first = {(byte) ++number, (byte) (number >> 8), 1};
    return store(
        out -> {
          out.write(first);
          copy(out);
        });
  }

  /** The same content again. */
  StoredContent putAgain() throws IOException {
    return store(this::copy);
  }

  private StoredContent store(ContentWriter content) throws IOException {
    return store.put(content, ContentCheck.NONE);
  }

  private void copy(OutputStream out) throws IOException {
    try (InputStream in = Files.newInputStream(source)) {
      byte[] buffer = new byte[64 << 10];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
      }
    }
  }

  /** Removes what was put, but not what is put again. */
  GarbageReport collectGarbage() throws IOException {
    return store.collectGarbage(
        new GarbageRequest(reference -> reference.accept(known), Duration.ZERO, false));
  }

  /** The limit: each digest on a thread of its own, as far as there are processors. */
  int fourDigests() throws ExecutionException, InterruptedException {
    List<Future<Integer>> digests =
        List.of("SHA-512", "MD5", "SHA-1", "SHA-256").stream()
            .map(algorithm -> pool.submit(() -> digest(algorithm)))
            .toList();
    int all = 0;
    for (Future<Integer> digest : digests) {
      all += digest.get();
    }
    return all;
  }

  /** What a store that knows SHA-256 only could do at best. */
  int sha256() throws IOException, NoSuchAlgorithmException {
    return digest("SHA-256");
  }

  private int digest(String algorithm) throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance(algorithm);
    try (InputStream in = Files.newInputStream(source)) {
      byte[] buffer = new byte[64 << 10];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return digest.digest()[0];
  }

  @Override
  public void close() throws IOException {
    try (scratch;
        store) {
      pool.shutdownNow();
    }
  }
}
