package dev.penstock.artifact.version;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.version.EcosystemTool.Answers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/**
 * Questions and what an ecosystem's own code answered once, a line each.
 *
 * @param questions the questions
 * @param answers as many
 */
record RecordedAnswers(List<Question> questions, List<String> answers) {
  static final String NPM = "node-semver-7.8.5.jsonl";
  static final String PYPI = "packaging-26.2.jsonl";
  static final int COUNT = 400;

  private static final ObjectMapper JSON = new ObjectMapper();

  static RecordedAnswers read(String name) throws IOException {
    RecordedAnswers recorded = new RecordedAnswers(new ArrayList<>(), new ArrayList<>());
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(RecordedAnswers.class.getResourceAsStream(name), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode node = JSON.readTree(line);
        recorded.questions.add(question(node));
        recorded.answers.add(node.get("answer").asText());
      }
    }
    return recorded;
  }

  private static Question question(JsonNode node) {
    List<String> versions =
        StreamSupport.stream(node.get("versions").spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    String scheme = node.get("scheme").asText().replace('-', '_').toUpperCase(Locale.ROOT);
    return new Question(
        node.get("kind").asText(),
        VersionScheme.valueOf(scheme),
        node.get("range").asText(),
        node.get("withPrereleases").asBoolean(),
        versions);
  }

  /** Records anew, into a folder. The file's name tells the version of the code. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    record("node-semver", EcosystemTool.npm(), Question.npm(21, COUNT), folder);
    record("packaging", EcosystemTool.pypi(), Question.pypi(22, COUNT), folder);
  }

  private static void record(String name, EcosystemTool tool, List<Question> questions, Path folder)
      throws Exception {
    Answers answers = tool.ask(questions);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      Question question = questions.get(i);
      ObjectNode line = JSON.createObjectNode();
      line.put("kind", question.kind()).put("scheme", question.scheme().toString());
      line.put("range", question.range()).put("withPrereleases", question.withPrereleases());
      question.versions().forEach(line.putArray("versions")::add);
      lines.add(line.put("answer", answers.answers().get(i)).toString());
    }
    Files.write(folder.resolve(name + "-" + answers.version() + ".jsonl"), lines);
  }
}
