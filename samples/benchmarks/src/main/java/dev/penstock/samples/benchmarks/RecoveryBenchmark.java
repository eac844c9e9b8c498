package dev.penstock.samples.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.engine.ProcessListener;
import dev.penstock.engine.Schedulers;
import dev.penstock.journal.FileJournal;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.engine.PipelineEngine;
import dev.penstock.pipeline.execution.PipelineDecider;
import dev.penstock.pipeline.execution.PipelineEvent;
import dev.penstock.pipeline.execution.PipelineState;
import dev.penstock.process.EventStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A journal of many events is opened and folded, beside the bare tokens of the same bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class RecoveryBenchmark {
  private static final ActionType SCRIPT = ActionType.of(ActionCategory.BUILD, "Script");
  private static final int CHECKSUM = 9;
  private static final int BATCH = 1_000;

  /** How many events. */
  @Param({"1000000"})
  public int events = 1_000_000;

  private final PipelineDecider decider = new PipelineDecider();
  private final JsonFactory jackson = new JsonFactory();
  private byte[] json = new byte[0];
  private @Nullable Scratch scratch;

  /** Writes the journal. */
  @Setup(Level.Trial)
  public void setUp() throws IOException {
    scratch = new Scratch(Scratch.measured(), "recovery-benchmark");
    List<PipelineEvent> all = releases(events);
    try (FileJournal journal = FileJournal.open(directory())) {
      EventStream<PipelineEvent> stream = journal.open("pipeline/release", PipelineDecider.CODEC);
      for (int i = 0; i < all.size(); i += BATCH) {
        stream
            .append(i, all.subList(i, Math.min(all.size(), i + BATCH)))
            .toCompletableFuture()
            .join();
      }
    }
    json = withoutChecksums();
  }

  /** Deletes the journal. */
  @TearDown(Level.Trial)
  public void tearDown() throws IOException {
    if (scratch != null) {
      scratch.close();
    }
  }

  private Path directory() {
    if (scratch == null) {
      throw new IllegalStateException("not set up");
    }
    return scratch.directory().resolve("journal");
  }

  /** The events of one pipeline that releases again and again. */
  private static List<PipelineEvent> releases(int count) {
    Pipeline release =
        Pipeline.builder("release")
            .variable("region", "north")
            .stage("Build", stage -> stage.action("compile", SCRIPT).action("test", SCRIPT))
            .stage("Staging", stage -> stage.action("deploy", SCRIPT).action("check", SCRIPT))
            .stage("Prod", stage -> stage.action("deploy", SCRIPT).action("check", SCRIPT))
            .build();
    List<PipelineEvent> all = new ArrayList<>(count);
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    Clock clock = Clock.systemUTC();
    ProcessListener listener = (process, sequence, event) -> all.add((PipelineEvent) event);
    try (InMemoryJournal journal = new InMemoryJournal();
        ProcessEngine processes =
            ProcessEngine.builder()
                .journal(journal)
                .listener(listener)
                .executor(Runnable::run)
                .scheduler(Schedulers.of(timer, clock))
                .clock(clock)
                .build()) {
      CompletableFuture<ActionResult> fine =
          CompletableFuture.completedFuture(ActionResult.succeeded());
      PipelineEngine engine =
          PipelineEngine.builder(processes).action(SCRIPT, context -> fine).build();
      OpenPipeline pipeline = engine.open(release);
      while (all.size() < count) {
        pipeline.start().toCompletableFuture().join();
      }
    } finally {
      timer.shutdown();
    }
    return all.subList(0, count);
  }

  private byte[] withoutChecksums() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    List<Path> segments;
    try (Stream<Path> files = Files.list(directory())) {
      segments = files.filter(file -> file.toString().endsWith(".journal")).sorted().toList();
    }
    for (Path segment : segments) {
      byte[] bytes = Files.readAllBytes(segment);
      int start = 0;
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == '\n') {
          all.write(bytes, start + CHECKSUM, i + 1 - start - CHECKSUM);
          start = i + 1;
        }
      }
    }
    return all.toByteArray();
  }

  /** The journal is opened, which checks every line, and the process is folded. */
  @Benchmark
  public PipelineState penstock() {
    PipelineState[] state = {decider.initial()};
    try (FileJournal journal = FileJournal.open(directory())) {
      journal
          .open("pipeline/release", PipelineDecider.CODEC)
          .read(0, (sequence, event) -> state[0] = decider.evolve(state[0], event));
    }
    return state[0];
  }

  /** The limit for all that read such bytes through Jackson: tokens, and nothing made of them. */
  @Benchmark
  public int jacksonTokens() throws IOException {
    int tokens = 0;
    try (JsonParser parser = jackson.createParser(json)) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }

  /** Through Jackson to maps, which is the least that a fold by way of a parser needs. */
  @Benchmark
  public int jacksonMaps() throws IOException {
    int lines = 0;
    try (JsonParser parser = jackson.createParser(json)) {
      while (parser.nextToken() != null) {
        lines += object(parser).size();
      }
    }
    return lines;
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, value(parser));
    }
    return fields;
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_NUMBER_INT -> (Object) parser.getLongValue();
      default -> parser.getText();
    };
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return items;
  }
}
