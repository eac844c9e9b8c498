package dev.penstock.artifact.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.google.common.base.Utf8;
import com.google.common.util.concurrent.internal.InternalFutureFailureAccess;
import dev.penstock.artifact.store.Catalogue.Change;
import dev.penstock.revision.Digest;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * A process that changes stores until it is killed. It tells each change before and after it was
 * made: {@code begin k1 <digest>.}, then {@code end k1 <digest>.}, with a dash for a removal.
 */
final class Victim {
  static final CatalogueKey ROOT = CatalogueKey.of("asset");

  /** A change is made within a second, as time does not go on before it has been made. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final int THREADS = 3;

  private final FileContentStore store;
  private final FileCatalogue catalogue;
  private final AtomicLong seconds;
  private final ReadWriteLock time = new ReentrantReadWriteLock(true);

  private Victim(FileContentStore store, FileCatalogue catalogue, AtomicLong seconds) {
    this.store = store;
    this.catalogue = catalogue;
    this.seconds = seconds;
  }

  static CatalogueKey key(String name) {
    return ROOT.child(name);
  }

  /** The document that changes together with another one. */
  static CatalogueKey twin(CatalogueKey key) {
    return CatalogueKey.of("twin").child(key.segments().get(1));
  }

  static Process start(Path root, int seed) throws IOException {
    String path =
        Stream.of(
                Victim.class,
                FileContentStore.class,
                Digest.class,
                JsonFactory.class,
                Utf8.class,
                InternalFutureFailureAccess.class,
                Logger.class)
            .map(Victim::place)
            .distinct()
            .collect(Collectors.joining(File.pathSeparator));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            path,
            Victim.class.getName(),
            root.toString(),
            Integer.toString(seed))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    AtomicLong seconds = new AtomicLong(Integer.parseInt(arguments[1]) * 100_000L);
    FileContentStore store =
        FileContentStore.builder(root.resolve("content"))
            .clock(() -> Instant.ofEpochSecond(seconds.get()))
            .open();
    FileCatalogue catalogue =
        FileCatalogue.builder(root.resolve("catalogue")).segmentLimit(8192).open();
    Victim victim = new Victim(store, catalogue, seconds);
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      Random random = new Random(Integer.parseInt(arguments[1]) * 10L + i);
      start(() -> victim.change(thread, random));
    }
    start(victim::collect);
    start(catalogue::compact);
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    new Thread(
            () -> {
              try {
                while (true) {
                  work.run();
                }
              } catch (IOException | RuntimeException | Error e) {
                Runtime.getRuntime().halt(1); // the parent misses lines, and fails
              }
            })
        .start();
  }

  private void change(int thread, Random random) throws IOException {
    time.readLock().lock();
    try {
      changeInTime(thread, random);
    } finally {
      time.readLock().unlock();
    }
  }

  private void changeInTime(int thread, Random random) throws IOException {
    String name = "k" + thread + "-" + random.nextInt(8);
    String next = "-";
    int choice = random.nextInt(5);
    if (choice == 0) {
      next = put(random.nextInt(100), 70_000 + random.nextInt(3)).hex();
    } else if (choice == 1) {
      next = put(random.nextInt(100), 300).hex();
    } else if (choice == 2) {
      next = putAll(random).hex();
    } else if (choice == 3) {
      String other = catalogue.read(key("k" + thread + "-" + random.nextInt(8))).orElse("-");
      next = !other.equals("-") && store.refresh(new Digest(other)) ? other : "-";
    }
    String before = catalogue.read(key(name)).orElse(null);
    String after = next.equals("-") ? null : next;
    tell("begin " + name + " " + next);
    boolean isDone =
        catalogue.commit(
            List.of(
                new Change(key(name), before, after), new Change(twin(key(name)), before, after)));
    if (!isDone) {
      throw new IllegalStateException("nobody else changes " + name);
    }
    tell("end " + name + " " + next);
  }

  private static synchronized void tell(String line) {
    System.out.println(line + ".");
    System.out.flush();
  }

  private Digest put(int seed, int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return store.put(new ByteArrayInputStream(bytes)).digest();
  }

  private Digest putAll(Random random) throws IOException {
    List<ContentWriter> writers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      byte[] bytes = new byte[random.nextInt(500)];
      writers.add(out -> out.write(bytes));
    }
    return store.putAll(writers, ContentCheck.NONE).get(0).digest();
  }

  private void collect() throws IOException {
    time.writeLock().lock();
    try {
      seconds.incrementAndGet();
    } finally {
      time.writeLock().unlock();
    }
    store.collectGarbage(
        new GarbageRequest(
            reference -> {
              for (CatalogueKey key : catalogue.keys(ROOT, null, 10_000)) {
                catalogue.read(key).map(Digest::new).ifPresent(reference);
              }
            },
            GRACE,
            false));
  }
}
