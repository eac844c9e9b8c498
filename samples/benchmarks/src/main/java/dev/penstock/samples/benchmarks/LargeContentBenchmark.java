package dev.penstock.samples.benchmarks;

import dev.penstock.artifact.store.ContentCheck;
import dev.penstock.artifact.store.ContentWriter;
import dev.penstock.artifact.store.FileContentStore;
import dev.penstock.artifact.store.StoredContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A file of 256 MB stored durably with its four digests, beside computing the digests alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class LargeContentBenchmark {
  private static final int BLOCK = 1 << 20;
  private static final int BLOCKS = 256;

  private final byte[] block = new byte[BLOCK];
  private @Nullable Scratch scratch;
  private @Nullable FileContentStore store;
  private @Nullable ExecutorService pool;
  private Path source = Path.of("");
  private int number;

  /** Writes the file, and takes it in once. */
  @Setup(Level.Trial)
  public void setUp() throws IOException {
    scratch = new Scratch(Scratch.measured(), "store-benchmark");
    source = scratch.directory().resolve("source");
    try (OutputStream out = Files.newOutputStream(source)) {
      for (int i = 0; i < BLOCKS; i++) {
        block[0] = (byte) i;
        out.write(block);
      }
    }
    pool = Executors.newFixedThreadPool(2);
    store = FileContentStore.builder(scratch.directory().resolve("content")).hashing(pool).open();
    putAgain();
  }

  /** Deletes the directory. */
  @TearDown(Level.Trial)
  public void tearDown() throws IOException {
    if (store != null && pool != null && scratch != null) {
      store.close();
      pool.shutdownNow();
      scratch.close();
    }
  }

  /** Content that differs in its first bytes; removed by the next collection. */
  @Benchmark
  public StoredContent put() throws IOException {
    byte[] first = {(byte) ++number, (byte) (number >> 8), 1};
    return store(
        out -> {
          out.write(first);
          copy(out);
        });
  }

  /** The same content again. */
  @Benchmark
  public StoredContent putAgain() throws IOException {
    return store(this::copy);
  }

  private StoredContent store(ContentWriter content) throws IOException {
    if (store == null) {
      throw new IllegalStateException("not set up");
    }
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

  /** The limit: each digest on a thread of its own, as far as there are processors. */
  @Benchmark
  public int fourDigests() throws ExecutionException, InterruptedException {
    if (pool == null) {
      throw new IllegalStateException("not set up");
    }
    ExecutorService threads = pool;
    List<Future<Integer>> digests =
        List.of("SHA-512", "MD5", "SHA-1", "SHA-256").stream()
            .map(algorithm -> threads.submit(() -> digest(algorithm)))
            .toList();
    int all = 0;
    for (Future<Integer> digest : digests) {
      all += digest.get();
    }
    return all;
  }

  /** What a store that knows SHA-256 only could do at best. */
  @Benchmark
  public int sha256() throws IOException, NoSuchAlgorithmException {
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
}
