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
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reading a buildspec: parsed, checked, with places; against parsers that do less. A program of its
 * own.
 */
public final class BuildspecRounds {

  private final YAMLFactory jackson = new YAMLFactory();
  private final ObjectMapper mapper = new ObjectMapper(jackson);
  private final String text;

  BuildspecRounds(int lines) {
    text = BuildspecText.of(lines);
  }

  /**
   * Prints microseconds per text.
   *
   * @param arguments how many lines it has, and for how many seconds to measure
   * @throws Exception if the text is refused
   */
  public static void main(String... arguments) throws Exception {
    BuildspecRounds reading = new BuildspecRounds(Integer.parseInt(arguments[0]));
    new Rounds(TimeUnit.MICROSECONDS)
        .add("jacksonTokens", reading::jacksonTokens)
        .add("snakeEvents", reading::snakeEvents)
        .add("penstock", reading::penstock)
        .add("jacksonTree", reading::jacksonTree)
        .add("snakeMap", reading::snakeMap)
        .print(System.out, Long.parseLong(arguments[1]));
  }

  /** The typed model, all rules checked. */
  Buildspec penstock() {
    ReadResult<Buildspec> result = Buildspec.read(new SpecSource("buildspec.yml", text));
    if (result instanceof ReadResult.Accepted<Buildspec> accepted) {
      return accepted.value();
    }
    throw new IllegalStateException("refused: " + result.diagnostics());
  }

  /** The limit for all that parse through Jackson: tokens, and nothing made of them. */
  int jacksonTokens() throws IOException {
    int tokens = 0;
    try (JsonParser parser = jackson.createParser(text)) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }

  /** The limit for all that parse with SnakeYAML: its events, and nothing made of them. */
  int snakeEvents() {
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
  JsonNode jacksonTree() throws IOException {
    return mapper.readTree(text);
  }

  /** SnakeYAML's maps and lists, without places and without any check. */
  Object snakeMap() {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
  }
}
