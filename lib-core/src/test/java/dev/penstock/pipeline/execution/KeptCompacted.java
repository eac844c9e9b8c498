package dev.penstock.pipeline.execution;

import dev.penstock.journal.FileJournal;
import dev.penstock.process.Checkpointing;
import dev.penstock.process.EventStream;
import dev.penstock.process.Retention;
import java.nio.file.Path;

/**
 * Writes the journals that are kept of each release in {@code
 * src/test/resources/journals/<release>/compacted}: those of {@link KeptModes}, compacted but for
 * the last event of each stream, so that a file was rewritten. Run it once for a new release; what
 * is there is never written again.
 */
final class KeptCompacted {
  private KeptCompacted() {}

  /** Writes the journal into the directory that is named. */
  public static void main(String[] arguments) {
    write(Path.of(arguments[0]));
  }

  static void write(Path directory) {
    KeptModes.write(directory);
    try (FileJournal journal = FileJournal.builder(directory).segmentLimit(1024).open()) {
      for (String stream : KeptModes.STREAMS) {
        compact(journal.open(stream, PipelineDecider.CODEC));
      }
    }
  }

  private static void compact(EventStream<PipelineEvent> stream) {
    Checkpointing.Digest<PipelineEvent> digest = new PipelineDecider().digest(Retention.NOTHING);
    long next = stream.size() - 1;
    stream.read(
        0,
        (sequence, event) -> {
          if (sequence < next) {
            digest.add(event);
          }
        });
    stream.compact(next, digest.checkpoint()).toCompletableFuture().join();
  }
}
