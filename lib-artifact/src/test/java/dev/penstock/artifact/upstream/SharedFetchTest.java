package dev.penstock.artifact.upstream;

import static dev.penstock.artifact.upstream.World.NPMJS;
import static dev.penstock.artifact.upstream.World.TGZ;
import static dev.penstock.artifact.upstream.World.UI_1;
import static dev.penstock.artifact.upstream.World.UI_2;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A fetch that its readers share")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SharedFetchTest {
  private @TempDir Path directory;
  private World world;

  @BeforeEach
  void open() throws IOException {
    world = new World(directory).repositories("web -> store");
    world.upstreams.links().associate("store", NPMJS);
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private InputStream fetch() throws IOException {
    return world.upstreams.client("web").asset(UI_1, TGZ).open();
  }

  private List<Path> partFiles() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 262_144, 262_145, 3_000_000})
  @DisplayName("gives every size whole, and leaves no file behind")
  void sizes(int size) throws IOException {
    world.source.with(UI_1, TGZ, random(size));
    try (InputStream in = fetch()) {
      assertArrayEquals(random(size), in.readAllBytes());
    }
    assertEquals(size, world.repository("web").asset(UI_1, TGZ).asset().size());
    assertEquals(List.of(), partFiles());
    try (InputStream in = fetch()) {
      assertArrayEquals(random(size), in.readAllBytes());
    }
    assertEquals(1, world.source.count("open"));
  }

  @Test
  @Covers("AP-052")
  @DisplayName("is one, for a thousand callers at once")
  void thousandCallers() throws Exception {
    int callers = 1_000;
    byte[] bytes = random(400_000);
    world.source.with(UI_1, TGZ, bytes);
    CountDownLatch ready = new CountDownLatch(callers);
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        all.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  try (InputStream in = fetch()) {
                    return Arrays.equals(bytes, in.readAllBytes());
                  }
                }));
      }
      for (Future<Boolean> one : all) {
        assertTrue(one.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(1, world.source.count("open"), "one fetch");
    assertEquals(1, world.source.count("describe"), "one question");
    assertEquals(2, world.events.size(), "kept once in each of both repositories");
    assertEquals(List.of(), partFiles());
  }

  @Test
  @Covers("AP-052")
  @DisplayName("is not begun again for a caller who found the asset before it was kept")
  void lateCaller() throws IOException {
    world.source.with(UI_1, TGZ, "one");
    ClientAsset late = world.upstreams.client("web").asset(UI_1, TGZ);
    ClientAsset other = world.upstreams.client("store").asset(UI_1, TGZ);
    assertEquals(Optional.empty(), late.held());
    assertEquals("one", world.read("store", UI_1));
    for (ClientAsset asset : List.of(late, other)) {
      try (InputStream in = asset.open()) {
        assertEquals("one", new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    assertEquals(1, world.source.count("open"));
    assertTrue(world.holds("web", UI_1));
    ClientAsset held = world.upstreams.client("web").asset(UI_1, TGZ);
    assertEquals(3, held.size().orElseThrow());
    assertEquals(4, held.digests().size());
    assertTrue(held.held().isPresent());
  }

  @Test
  @DisplayName("gives bytes as they come, each reader at its own pace")
  void streams() throws IOException {
    byte[] bytes = random(1_000_000);
    world.source.with(UI_1, TGZ, bytes);
    List<Integer> taken = new ArrayList<>();
    world.source.stream =
        in ->
            new FilterInputStream(in) {
              @Override
              public int read(byte[] b, int off, int len) throws IOException {
                taken.add(len);
                return super.read(b, off, Math.min(len, 10_000));
              }
            };
    try (InputStream slow = fetch();
        InputStream fast = fetch()) {
      assertArrayEquals(Arrays.copyOf(bytes, 5), slow.readNBytes(5));
      assertTrue(taken.size() <= 3, "not read ahead: " + taken.size() + " reads");
      assertArrayEquals(Arrays.copyOf(bytes, 500_000), fast.readNBytes(500_000));
      assertFalse(world.holds("store", UI_1));
      assertArrayEquals(Arrays.copyOfRange(bytes, 5, 10), slow.readNBytes(5));
      assertArrayEquals(Arrays.copyOfRange(bytes, 500_000, bytes.length), fast.readAllBytes());
      assertTrue(world.holds("store", UI_1), "kept while the slow one still reads");
      assertArrayEquals(Arrays.copyOfRange(bytes, 10, bytes.length), slow.readAllBytes());
    }
    assertEquals(1, world.source.count("open"));
  }

  @Test
  @DisplayName("goes on when the reader that began it leaves")
  void leaving() throws IOException {
    byte[] bytes = random(500_000);
    world.source.with(UI_1, TGZ, bytes);
    InputStream first = fetch();
    InputStream second = fetch();
    first.readNBytes(70_000);
    first.close();
    assertThrows(IOException.class, first::read);
    assertArrayEquals(bytes, second.readAllBytes());
    second.close();
    assertEquals(1, world.source.count("open"));
    assertTrue(world.holds("web", UI_1));
  }

  @Test
  @DisplayName("is given up when all have left, and begins anew for the next")
  void abandoned() throws IOException {
    byte[] bytes = random(500_000);
    world.source.with(UI_1, TGZ, bytes);
    boolean[] isClosed = new boolean[1];
    world.source.stream =
        in ->
            new FilterInputStream(in) {
              @Override
              public void close() {
                isClosed[0] = true;
              }
            };
    try (InputStream in = fetch()) {
      in.readNBytes(300_000);
    }
    assertTrue(isClosed[0]);
    assertFalse(world.holds("store", UI_1));
    assertEquals(List.of(), partFiles());
    try (InputStream in = fetch()) {
      assertArrayEquals(bytes, in.readAllBytes());
    }
    assertEquals(2, world.source.count("open"));
  }

  /** Reads until it fails; what was given out by then. */
  private byte[] readUntilFailure(Class<? extends Throwable> cause) throws IOException {
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    try (InputStream in = fetch()) {
      IOException failure =
          assertThrows(
              IOException.class,
              () -> {
                byte[] block = new byte[9_999];
                for (int n = in.read(block); n >= 0; n = in.read(block)) {
                  seen.write(block, 0, n);
                }
              });
      assertEquals(cause, Optional.ofNullable(failure.getCause()).orElseThrow().getClass());
      assertThrows(IOException.class, in::read, "and goes on failing");
    }
    return seen.toByteArray();
  }

  private void nothingIsKept() throws IOException {
    assertFalse(world.holds("store", UI_1));
    assertFalse(world.holds("web", UI_1));
    assertEquals(List.of(), partFiles());
    assertEquals(List.of(), world.events);
  }

  @Test
  @Covers("AP-035")
  @DisplayName("keeps nothing of other bytes than were promised, and gives no reader all of them")
  void wrongDigest() throws IOException {
    byte[] bytes = random(200_000);
    world.source.with(UI_1, TGZ, bytes);
    world.source.stream = flipping(199_999);
    byte[] seen = readUntilFailure(SourceMismatchException.class);
    assertTrue(seen.length < bytes.length, "the last block was held back");
    nothingIsKept();
    world.source.stream = in -> in;
    try (InputStream in = fetch()) {
      assertArrayEquals(bytes, in.readAllBytes(), "a mismatch is not remembered either");
    }
    assertEquals(2, world.source.count("open"));
  }

  private static UnaryOperator<InputStream> flipping(int position) {
    return in ->
        new FilterInputStream(in) {
          private int at;

          @Override
          public int read(byte[] b, int off, int len) throws IOException {
            int count = super.read(b, off, len);
            if (at <= position && position < at + count) {
              b[off + position - at] ^= 1;
            }
            at += Math.max(count, 0);
            return count;
          }
        };
  }

  @Test
  @Covers("AP-035")
  @DisplayName("keeps nothing that ends early, runs on, or breaks off")
  void brokenStreams() throws IOException {
    byte[] bytes = random(300_000);
    world.source.with(UI_1, TGZ, bytes);
    world.source.stream = in -> new BrokenStream(in, 150_000, false);
    assertTrue(readUntilFailure(SourceMismatchException.class).length < 150_000, "truncated");
    nothingIsKept();
    world.source.stream = in -> new BrokenStream(in, 150_000, true);
    readUntilFailure(IOException.class);
    nothingIsKept();
    world.source.stream = in -> new EndlessStream();
    assertTrue(readUntilFailure(SourceMismatchException.class).length <= 4 << 20, "endless");
    nothingIsKept();
    world.source.stream =
        in -> {
          throw new IllegalStateException("no stream");
        };
    assertThrows(UpstreamUnavailableException.class, this::fetch);
    nothingIsKept();
  }

  /** Ends, or fails, after some bytes. */
  private static final class BrokenStream extends FilterInputStream {
    private final boolean isFailing;
    private int left;

    BrokenStream(InputStream in, int left, boolean isFailing) {
      super(in);
      this.left = left;
      this.isFailing = isFailing;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      if (left == 0) {
        if (isFailing) {
          throw new IOException("connection reset");
        }
        return -1;
      }
      int count = super.read(b, off, Math.min(len, left));
      left -= count;
      return count;
    }
  }

  private static final class EndlessStream extends InputStream {
    @Override
    public int read() {
      return 7;
    }
  }

  @Test
  @Covers("AP-035")
  @DisplayName("fails all its readers alike")
  void failsAll() throws Exception {
    world.source.with(UI_1, TGZ, random(300_000));
    world.source.stream = flipping(1);
    ExecutorService threads = Executors.newFixedThreadPool(20);
    try {
      CountDownLatch ready = new CountDownLatch(20);
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        InputStream in = fetch();
        all.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  try (in) {
                    return in.readAllBytes().length;
                  } catch (IOException e) {
                    return -1;
                  }
                }));
      }
      for (Future<Integer> one : all) {
        assertEquals(-1, one.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(1, world.source.count("open"));
    nothingIsKept();
  }

  @Test
  @DisplayName("lets others read on while the source makes one reader wait")
  void slowSource() throws Exception {
    byte[] bytes = random(200_000);
    world.source.with(UI_1, TGZ, bytes);
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch waiting = new CountDownLatch(1);
    world.source.stream =
        in ->
            new FilterInputStream(in) {
              private int at;

              @Override
              public int read(byte[] b, int off, int len) throws IOException {
                if (at >= 131_072) {
                  waiting.countDown();
                  try {
                    go.await();
                  } catch (InterruptedException e) {
                    throw new IOException(e);
                  }
                }
                int count = super.read(b, off, len);
                at += count;
                return count;
              }
            };
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (InputStream blocked = fetch();
        InputStream other = fetch()) {
      Future<byte[]> all = thread.submit(blocked::readAllBytes);
      waiting.await();
      assertArrayEquals(Arrays.copyOf(bytes, 65_536), other.readNBytes(65_536));
      go.countDown();
      assertArrayEquals(bytes, all.get());
      assertArrayEquals(Arrays.copyOfRange(bytes, 65_536, bytes.length), other.readAllBytes());
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  @DisplayName("goes on for the others when the thread of one reader is interrupted")
  void interruptedReader() throws Exception {
    byte[] bytes = random(1_000_000);
    world.source.with(UI_1, TGZ, bytes);
    try (InputStream first = fetch();
        InputStream second = fetch()) {
      assertEquals(600_000, first.readNBytes(600_000).length);
      try {
        Thread.currentThread().interrupt();
        assertEquals(500_000, second.readNBytes(500_000).length);
      } finally {
        assertTrue(Thread.interrupted(), "the host's sign stays");
      }
      assertArrayEquals(Arrays.copyOfRange(bytes, 600_000, bytes.length), first.readAllBytes());
      assertArrayEquals(Arrays.copyOfRange(bytes, 500_000, bytes.length), second.readAllBytes());
    }
    assertTrue(world.holds("web", UI_1));
    assertEquals(List.of(), partFiles());
  }

  /** Fails as a channel does: for a thread that is interrupted, and from then on for all. */
  private static final class ChannelStream extends FilterInputStream {
    private boolean isClosed;

    ChannelStream(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      isClosed |= Thread.currentThread().isInterrupted();
      if (isClosed) {
        throw new ClosedByInterruptException();
      }
      return super.read(b, off, len);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 70_000, 500_000, 980_000})
  @DisplayName("goes on for the others when one is interrupted while it takes from the source")
  void interruptedPull(int taken) throws Exception {
    byte[] bytes = random(1_000_000);
    world.source.with(UI_1, TGZ, bytes);
    world.source.stream = ChannelStream::new;
    try (InputStream first = fetch();
        InputStream second = fetch()) {
      byte[] start = first.readNBytes(taken);
      try {
        Thread.currentThread().interrupt();
        assertThrows(IOException.class, second::readAllBytes);
      } finally {
        assertTrue(Thread.interrupted(), "the host's sign stays");
      }
      assertArrayEquals(Arrays.copyOf(bytes, taken), start);
      assertArrayEquals(Arrays.copyOfRange(bytes, taken, bytes.length), first.readAllBytes());
    }
    assertTrue(world.holds("web", UI_1));
    assertEquals(List.of(), partFiles());
  }

  @Test
  @DisplayName("asks again for the others when the one who asks for all is interrupted")
  void interruptedQuestion() throws Exception {
    world.source.with(UI_1, TGZ, "one");
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch waits = new CountDownLatch(1);
    world.source.whenCalled =
        () -> {
          if (asked.getCount() > 0) {
            asked.countDown();
            try {
              waits.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              throw new UncheckedIOException(new InterruptedIOException("interrupted"));
            }
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<String> first = threads.submit(() -> world.read("web", UI_1));
      asked.await();
      Thread[] other = new Thread[1];
      CountDownLatch begun = new CountDownLatch(1);
      Future<String> second =
          threads.submit(
              () -> {
                other[0] = Thread.currentThread();
                begun.countDown();
                return world.read("web", UI_1);
              });
      begun.await();
      while (other[0].getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      first.cancel(true);
      assertEquals("one", second.get());
    } finally {
      threads.shutdownNow();
    }
    assertEquals(2, world.source.count("describe"));
  }

  @Test
  @DisplayName("leaves nothing behind after a crash once the domain is opened again")
  void crash() throws IOException {
    Files.writeString(directory.resolve("fetch-7.part"), "left", StandardCharsets.UTF_8);
    world = new World(directory);
    assertEquals(List.of(), partFiles());
  }

  @Test
  @Covers("AP-026")
  @DisplayName("is not begun for what is held: nobody is asked, also while the source is down")
  void heldIsEnough() throws IOException {
    world.source.with(UI_1, TGZ, "one").with(UI_2, TGZ, "two");
    world.read("web", UI_1);
    world.source.calls.clear();
    world.source.outage = new IOException("down");
    world.wait(Duration.ofDays(400));
    assertEquals("one", world.read("web", UI_1));
    assertEquals("one", world.read("store", UI_1));
    assertEquals(List.of(), world.source.calls);
    assertThrows(UpstreamUnavailableException.class, () -> world.read("web", UI_2));
  }
}
