package dev.penstock.samples.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this host did and saw, a line each, in a file that outlives a kill. The engine needs none of
 * it: it is for the report, for the weights of the load balancer, and for those who check that
 * nothing was done twice. Thread-safe.
 */
final class Chronicle {

  /** What a line tells, and which fields it has. */
  enum Kind {
    /** An executor was called: the attempt's key. */
    ACTION_CALLED(1),
    /** A lifecycle event was called: deployment, instance, event. */
    EVENT_CALLED(3),
    /** A lifecycle event ended: deployment, instance, event, code. */
    EVENT_ENDED(4),
    /** The load balancer was told: deployment, basis points of blue, words. */
    ROUTED(3),
    /** An alarm fired: the reason. */
    ALARM(1),
    /** A release came to its end: execution, what users see. */
    SEEN(2),
    /** A moment of traffic: milliseconds, side, requests, errors, weight. */
    TRAFFIC(5),
    /** This host began to work on the directory: its process id. */
    BEGAN(1);

    private final int fields;

    Kind(int fields) {
      this.fields = fields;
    }
  }

  /** One line. */
  record Entry(Instant at, Kind kind, List<String> fields) {
    String field(int index) {
      return fields.get(index);
    }
  }

  private final Path file;
  private final Clock clock;

  /** Opens the file; a line that a kill has cut short is ended. */
  Chronicle(Path file, Clock clock) throws IOException {
    this.file = file;
    this.clock = clock;
    if (Files.exists(file) && !Files.readString(file).endsWith("\n")) {
      append("\n");
    }
  }

  void note(Kind kind, Object... fields) {
    if (fields.length != kind.fields) {
      throw new IllegalArgumentException(kind + " has " + kind.fields + " fields");
    }
    StringBuilder line = new StringBuilder().append(clock.millis()).append('\t').append(kind);
    for (Object field : fields) {
      line.append('\t').append(String.valueOf(field).replaceAll("\\s+", " "));
    }
    try {
      append(line.append('\n').toString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private synchronized void append(String text) throws IOException {
    Files.writeString(
        file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  List<Entry> entries(Kind kind) {
    return read(file).stream().filter(entry -> entry.kind() == kind).toList();
  }

  /** All whole lines of a file, which another process may be writing; none if it is absent. */
  static List<Entry> read(Path file) {
    List<Entry> entries = new ArrayList<>();
    try {
      String text = Files.exists(file) ? Files.readString(file) : "";
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
        String[] words = line.split("\t", -1);
        Kind kind = words.length < 2 ? null : kind(words[1]);
        if (kind != null && words.length == kind.fields + 2) {
          entries.add(
              new Entry(
                  Instant.ofEpochMilli(Long.parseLong(words[0])),
                  kind,
                  Arrays.asList(words).subList(2, words.length)));
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return entries;
  }

  private static @Nullable Kind kind(String name) {
    for (Kind kind : Kind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    return null;
  }
}
