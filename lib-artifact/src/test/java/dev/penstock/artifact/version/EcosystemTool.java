package dev.penstock.artifact.version;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** An ecosystem's own code, run in its own language. */
final class EcosystemTool {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String script;
  private final Path program;
  private final List<String> arguments;

  private EcosystemTool(String script, Path program, List<String> arguments) {
    this.script = script;
    this.program = program;
    this.arguments = arguments;
  }

  /**
   * What it said.
   *
   * @param version of the ecosystem's code
   * @param answers one for each question
   */
  record Answers(String version, List<String> answers) {}

  /** npm's own node-semver. */
  static EcosystemTool npm() {
    return new EcosystemTool(
        "npm.js", program("node", "Node.js"), List.of(program("npm", "npm").toString()));
  }

  /** Python's packaging, or the one within pip. */
  static EcosystemTool pypi() {
    return new EcosystemTool("pypi.py", program("python3", "Python"), List.of());
  }

  /** Skips the test where the program is not installed, unless that is CI. */
  private static Path program(String name, String what) {
    for (String folder : System.getenv("PATH").split(Pattern.quote(":"), -1)) {
      Path program = Path.of(folder).resolve(name);
      if (Files.isExecutable(program)) {
        return program;
      }
    }
    String message = what + " is not installed: found no " + name + " in PATH";
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(message);
    }
    return Assumptions.<Path>abort(message);
  }

  Answers ask(List<Question> questions) throws IOException, InterruptedException {
    Path file = Files.createTempFile("penstock-versions", script);
    try {
      try (InputStream source = EcosystemTool.class.getResourceAsStream(script)) {
        Files.write(file, source.readAllBytes());
      }
      List<String> command = new ArrayList<>(List.of(program.toString(), file.toString()));
      command.addAll(arguments);
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      try (OutputStream input = process.getOutputStream()) {
        input.write(JSON.writeValueAsBytes(questions.stream().map(EcosystemTool::fields).toList()));
      }
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(script + " failed: " + process.exitValue());
      }
      return JSON.readValue(output, Answers.class);
    } finally {
      Files.delete(file);
    }
  }

  static Map<String, Object> fields(Question question) {
    return Map.of(
        "kind", question.kind(),
        "scheme", question.scheme().toString(),
        "range", question.range(),
        "withPrereleases", question.withPrereleases(),
        "versions", question.versions());
  }
}
