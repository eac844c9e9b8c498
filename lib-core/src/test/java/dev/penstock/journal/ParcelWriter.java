package dev.penstock.journal;

import dev.penstock.process.EventStream;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A program that appends and compacts until it is killed: {@code directory threads}. Prints each
 * batch once it is acknowledged: {@code stream batch}.
 */
final class ParcelWriter {
  private ParcelWriter() {}

  /** Starts the appenders. */
  public static void main(String[] arguments) {
    FileJournal journal = FileJournal.builder(Path.of(arguments[0])).segmentLimit(20_000).open();
    for (int thread = 0; thread < Integer.parseInt(arguments[1]); thread++) {
      EventStream<ParcelEvent> stream = ParcelEvent.open(journal, "parcel-" + thread);
      long written = stream.size();
      new Thread(() -> append(stream, written)).start();
    }
    System.out.println("ready");
  }

  private static void append(EventStream<ParcelEvent> stream, long written) {
    for (int batch = batchesIn(written); ; batch++) {
      ParcelEvent.append(stream, ParcelEvent.batch(batch, sizeOf(batch)));
      System.out.println(stream.id() + " " + batch);
      if (batch % 5 == 4) {
        long next = stream.size() - 1;
        stream.compact(next, sumBefore(next)).toCompletableFuture().join();
      }
    }
  }

  /** The checkpoint that stands for all before a number. */
  static ParcelEvent sumBefore(long next) {
    return new ParcelEvent.Packed(next, true, Map.of("sum", "of all before"));
  }

  static int sizeOf(int batch) {
    return 1 + batch % 3;
  }

  /** How many whole batches so many events are; -1 if the last is not whole. */
  static int batchesIn(long events) {
    long left = events;
    int batches = 0;
    while (left > 0) {
      left -= sizeOf(batches++);
    }
    return left == 0 ? batches : -1;
  }

  /** The command that runs this program in a JVM of its own. */
  static List<String> command(String... arguments) {
    Set<String> classPath = new LinkedHashSet<>();
    for (Class<?> needed :
        List.of(
            ParcelWriter.class,
            FileJournal.class,
            com.fasterxml.jackson.core.JsonFactory.class,
            com.google.common.collect.ImmutableList.class,
            org.slf4j.Logger.class,
            org.jspecify.annotations.NullMarked.class)) {
      classPath.add(rootOf(needed));
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        new ArrayList<>(
            List.of(
                java,
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-Dslf4j.internal.verbosity=ERROR", // there is no provider
                "-cp",
                String.join(File.pathSeparator, classPath),
                ParcelWriter.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** The folder or archive that a class comes from, patched modules included. */
  private static String rootOf(Class<?> type) {
    String name = type.getName().replace('.', '/') + ".class";
    URL url = Objects.requireNonNull(type.getResource("/" + name), name);
    String text = url.toString();
    String root = text.substring(0, text.length() - name.length());
    if (root.startsWith("jar:")) {
      root = root.substring("jar:".length(), root.length() - "!/".length());
    }
    try {
      return Path.of(new URI(root)).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(root, e);
    }
  }
}
