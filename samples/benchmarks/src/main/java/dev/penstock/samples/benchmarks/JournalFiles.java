package dev.penstock.samples.benchmarks;

import dev.penstock.journal.FileJournal;
import dev.penstock.process.EventCodec;
import dev.penstock.process.EventStream;
import dev.penstock.process.RecordEventCodec;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A journal and a bare file side by side, in a directory that is deleted in the end. */
final class JournalFiles implements AutoCloseable {
  private static final EventCodec<Step> CODEC =
      RecordEventCodec.builder(Step.class, MethodHandles.lookup()).build();
  private static final List<Step> BATCH =
      List.of(new Step.Begun("compile", 1), new Step.Ended("compile", 1, "succeeded"));

  private final Scratch scratch;
  private final FileJournal journal;
  private final ByteBuffer bytes;

  JournalFiles() throws IOException {
    this.scratch = new Scratch(Scratch.measured(), "journal-benchmark");
    this.journal = FileJournal.open(directory());
    Writer sample = writer("sample");
    sample.append();
    long before = size();
    sample.append();
    this.bytes = ByteBuffer.allocate(Math.toIntExact(size() - before));
  }

  Writer writer(String name) {
    return new Writer(journal.open(name, CODEC));
  }

  private Path directory() {
    return scratch.directory().resolve("journal");
  }

  /** Writes as many bytes as a batch has, durably. */
  void appendRaw() throws IOException {
    scratch.append(bytes);
  }

  private long size() throws IOException {
    try (Stream<Path> files = Files.walk(directory())) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Override
  public void close() throws IOException {
    journal.close();
    scratch.close();
  }

  /** What is appended. */
  sealed interface Step {
    /** A step has begun. */
    record Begun(String name, int attempt) implements Step {}

    /** A step has ended. */
    record Ended(String name, int attempt, String how) implements Step {}
  }

  /** One writer with a stream of its own. */
  static final class Writer {
    private final EventStream<Step> stream;
    private long next;

    Writer(EventStream<Step> stream) {
      this.stream = stream;
      this.next = stream.size();
    }

    long append() {
      stream.append(next, BATCH).toCompletableFuture().join();
      next += BATCH.size();
      return next;
    }
  }
}
