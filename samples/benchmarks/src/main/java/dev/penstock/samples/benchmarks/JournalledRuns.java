package dev.penstock.samples.benchmarks;

import dev.penstock.journal.FileJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Runs a pipeline again and again with its history in files, each time in a new journal, and counts
 * in the files what was committed: each commit ends in a line of its own.
 */
final class JournalledRuns implements AutoCloseable {
  private static final String SEGMENT = "00000001.journal";

  private final int stages;
  private final PipelineGraph penstock;
  private final Scratch scratch;
  private final ExecutorService pool = Executors.newFixedThreadPool(2);
  private int run;
  private @Nullable FileJournal journal;

  JournalledRuns(Path parent, int stages) throws IOException {
    this.stages = stages;
    this.penstock = PipelineGraph.sequence("journalled", stages);
    this.scratch = new Scratch(parent, "journalled-benchmark");
  }

  /** Opens the next journal, which is not part of a run. */
  void next() {
    if (journal != null) {
      journal.close();
    }
    run++;
    journal = FileJournal.open(directory());
  }

  private Path directory() {
    return scratch.directory().resolve("run-" + run);
  }

  int run() {
    if (journal == null) {
      throw new IllegalStateException("no journal is open");
    }
    return penstock.run(pool, journal);
  }

  /** What the last run wrote; every success must be there, with a commit behind it. */
  Written written() throws IOException {
    String text = Files.readString(directory().resolve(SEGMENT));
    int begun = text.indexOf('\n', text.indexOf("{\"durable\":")) + 1;
    String events = text.substring(begun, text.lastIndexOf('\n', text.length() - 2));
    int succeeded = count(events, "\"type\":\"ActionSucceeded\"");
    if (succeeded != stages * 10) {
      throw new IllegalStateException("durable successes: " + succeeded);
    }
    return new Written(count(text, "{\"durable\":") - 1, text.length() - begun);
  }

  private static int count(String text, String what) {
    int found = 0;
    for (int at = text.indexOf(what); at >= 0; at = text.indexOf(what, at + what.length())) {
      found++;
    }
    return found;
  }

  @Override
  public void close() throws IOException {
    if (journal != null) {
      journal.close();
    }
    pool.shutdown();
    scratch.close();
  }

  /**
   * What a run wrote.
   *
   * @param commits how often it forced
   * @param bytes how much it wrote in all
   */
  record Written(int commits, int bytes) {}
}
