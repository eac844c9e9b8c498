package dev.penstock.samples.benchmarks;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.build.Buildspec;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** Reading a buildspec: parsed, checked, with places; against parsers that do less. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BuildspecBenchmark {

  /** How long the document is. */
  @Param({"65", "5000"})
  public int lines = 65;

  private final YAMLFactory jackson = new YAMLFactory();
  private final ObjectMapper mapper = new ObjectMapper(jackson);
  private String text = "";

  /** Writes the document. */
  @Setup(Level.Trial)
  public void setUp() {
    text = BuildspecText.of(lines);
  }

  /** The typed model, all rules checked. */
  @Benchmark
  public Buildspec penstock() {
    ReadResult<Buildspec> result = Buildspec.read(new SpecSource("buildspec.yml", text));
    if (result instanceof ReadResult.Accepted<Buildspec> accepted) {
      return accepted.value();
    }
    throw new IllegalStateException("refused: " + result.diagnostics());
  }

  /** The limit for all that parse through Jackson: tokens, and nothing made of them. */
  @Benchmark
  public int jacksonTokens() throws IOException {
    int tokens = 0;
    try (JsonParser parser = jackson.createParser(text)) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }

  /** The limit for all that parse with SnakeYAML: its events, and nothing made of them. */
  @Benchmark
  public int snakeEvents() {
    return events(text);
  }

  static int events(String text) {
    int events = 0;
    ParserImpl parser = new ParserImpl(new StreamReader(text), new LoaderOptions());
    while (!parser.checkEvent(Event.ID.StreamEnd)) {
      parser.getEvent();
      events++;
    }
    return events;
  }

  /** Jackson's tree, without places and without any check. */
  @Benchmark
  public JsonNode jacksonTree() throws IOException {
    return mapper.readTree(text);
  }

  /** SnakeYAML's maps and lists, without places and without any check. */
  @Benchmark
  public Object snakeMap() {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
  }
}
