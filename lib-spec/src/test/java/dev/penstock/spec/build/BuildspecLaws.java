package dev.penstock.spec.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.Position;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.SpecSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

@Label("Reading a buildspec")
class BuildspecLaws {

  private static final String SAMPLE =
      """
      version: 0.2
      env:
        variables: {A: "b c", X: &x 7}
        secrets-manager:
          T: s:k
      phases:
        install:
          runtime-versions:
            java: 17
        build:
          on-failure: ABORT
          commands:
            - echo 'a: b' # done
            - |
              make
            - *x
          finally: [clean]
      artifacts:
        files:
          - '**/*'
      """;

  @Property(seed = "2026", tries = 400)
  @Label("never throws, whatever the text")
  void anyText(@ForAll String text) {
    checkAnswer(text);
  }

  @Property(seed = "2027", tries = 400)
  @Label("never throws, whatever the YAML-like text")
  void anyYamlLikeText(@ForAll("yamlLike") String text) {
    checkAnswer(text);
  }

  @Property(seed = "2028", tries = 400)
  @Label("never throws for a file that was damaged at two places")
  void anyDamage(
      @ForAll @IntRange(max = 300) int from,
      @ForAll @IntRange(max = 40) int length,
      @ForAll("yamlLike") String inserted,
      @ForAll @IntRange(max = 300) int at) {
    StringBuilder text = new StringBuilder(SAMPLE);
    text.delete(Math.min(from, text.length()), Math.min(from + length, text.length()));
    text.insert(Math.min(at, text.length()), inserted);
    checkAnswer(text.toString());
  }

  private static void checkAnswer(String text) {
    SpecSource source = new SpecSource("buildspec.yml", text);
    ReadResult<Buildspec> result = Buildspec.read(source);
    List<Diagnostic> diagnostics = result.diagnostics();
    boolean hasErrors = diagnostics.stream().anyMatch(d -> d.severity() == Severity.ERROR);
    assertEquals(hasErrors, result.fold(accepted -> false, refused -> true));
    List<Position> positions = diagnostics.stream().map(d -> d.place().orElseThrow()).toList();
    assertEquals(positions.stream().sorted().toList(), positions);
    assertTrue(source.listing(diagnostics).lines().count() >= diagnostics.size());
  }

  @Property(seed = "2029", tries = 150)
  @Label("accepts every well-formed file without a warning, and keeps its texts")
  @Covers({"B-012", "B-041", "B-076"})
  void keepsTexts(@ForAll("specs") WrittenSpec written) {
    ReadResult<Buildspec> result = Buildspec.read(new SpecSource("buildspec.yml", written.text()));
    assertEquals(List.of(), result.diagnostics());
    Buildspec spec = result.fold(ReadResult.Accepted::value, refused -> null);
    assertEquals(written.variables(), spec.env().variables());
    assertEquals(
        written.commands(),
        spec.phase(BuildPhase.BUILD).commands().stream().map(Command::text).toList());
  }

  @Property(seed = "2030", tries = 150)
  @Label("warns exactly once of an unknown key, at the key")
  @Covers("B-022")
  void unknownKey(@ForAll("specs") WrittenSpec written, @ForAll("places") Place place) {
    List<String> lines = new ArrayList<>(written.text().lines().toList());
    int line = lines.indexOf(place.before());
    String indentation = " ".repeat(place.column() - 1);
    lines.add(line + 1, indentation + "qqq_unknown: [1, {a: b}]");
    ReadResult<Buildspec> result =
        Buildspec.read(new SpecSource("buildspec.yml", String.join("\n", lines) + "\n"));
    assertEquals(1, result.diagnostics().size(), () -> result.diagnostics().toString());
    Diagnostic warning = result.diagnostics().get(0);
    assertEquals(Severity.WARNING, warning.severity());
    assertEquals(new Position(line + 2, place.column()), warning.position());
    assertTrue(warning.found().contains("\"qqq_unknown\""), warning.found());
    assertTrue(result instanceof ReadResult.Accepted);
  }

  @Property(seed = "2031", tries = 100)
  @Label("reads the same from JSON as from YAML")
  @Covers("B-006")
  void json(@ForAll("specs") WrittenSpec written) {
    Buildspec yaml = BuildspecTest.accepted(written.text());
    Buildspec json = BuildspecTest.accepted(written.json());
    assertEquals(yaml.env(), json.env());
    assertEquals(yaml.artifacts(), json.artifacts());
    assertEquals(
        yaml.phase(BuildPhase.BUILD).commands().stream().map(Command::text).toList(),
        json.phase(BuildPhase.BUILD).commands().stream().map(Command::text).toList());
  }

  /** A line below which a key of the named column may stand. */
  record Place(String before, int column) {}

  /** What a generated file should be read as, and two ways of writing it. */
  record WrittenSpec(Map<String, String> variables, List<String> commands, String file) {

    String text() {
      StringBuilder text = new StringBuilder("version: 0.2\nenv:\n  variables: {");
      variables.forEach((n, v) -> text.append(n).append(": ").append(quoted(v)).append(", "));
      text.append("}\nphases:\n  build:\n    commands:\n");
      commands.forEach(command -> text.append("      - ").append(quoted(command)).append('\n'));
      return text + "artifacts:\n  files: [" + quoted(file) + "]\n";
    }

    String json() {
      List<String> entries = new ArrayList<>();
      variables.forEach((n, v) -> entries.add(quoted(n) + ":\t" + quoted(v)));
      return "{\n\t\"version\": \"0.2\",\n\t\"env\": {\"variables\": {"
          + String.join(", ", entries)
          + "}},\n\t\"phases\": {\"build\": {\"commands\": ["
          + String.join(",", commands.stream().map(WrittenSpec::quoted).toList())
          + "]}},\n\t\"artifacts\": {\"files\": ["
          + quoted(file)
          + "]}}";
    }

    private static String quoted(String text) {
      StringBuilder quoted = new StringBuilder("\"");
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '"' || c == '\\') {
          quoted.append('\\').append(c);
        } else if (c < ' ' || c > '~') {
          quoted.append("\\u%04x".formatted((int) c));
        } else {
          quoted.append(c);
        }
      }
      return quoted.append('"').toString();
    }
  }

  @Provide
  Arbitrary<WrittenSpec> specs() {
    Arbitrary<String> names =
        Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8).map(name -> "V_" + name);
    Arbitrary<String> values =
        Arbitraries.strings()
            .withCharRange(' ', '\u024F')
            .excludeChars('$', '\u0085')
            .ofMaxLength(20);
    Arbitrary<String> commands =
        Arbitraries.strings()
            .withCharRange('!', '\u017F')
            .withChars(' ', '\n')
            .excludeChars('\u0085')
            .ofMinLength(1)
            .ofMaxLength(30)
            .filter(command -> !command.isBlank());
    return Combinators.combine(
            Arbitraries.maps(names, values).ofMaxSize(5),
            commands.list().ofMinSize(1).ofMaxSize(5),
            Arbitraries.of("**/*", "out/*.jar", "{a,b}/*"))
        .as(WrittenSpec::new);
  }

  @Provide
  Arbitrary<Place> places() {
    return Arbitraries.of(
        new Place("version: 0.2", 1),
        new Place("env:", 3),
        new Place("phases:", 3),
        new Place("  build:", 5),
        new Place("artifacts:", 3));
  }

  @Provide
  Arbitrary<String> yamlLike() {
    return Arbitraries.of(
            "version",
            ": ",
            "0.2",
            "\n",
            "  ",
            "- ",
            "phases",
            "build",
            "commands",
            "env",
            "{",
            "}",
            "[",
            "]",
            ",",
            "\"",
            "'",
            "&a ",
            "*a",
            "<<",
            "!t ",
            "|",
            ">",
            "#",
            "?",
            "%",
            "\t",
            "---\n",
            "...\n",
            "~",
            "artifacts",
            "files",
            "\uFEFF",
            "\u0000",
            "\uD83D",
            "\u2028",
            "variables")
        .list()
        .ofMaxSize(40)
        .map(words -> String.join("", words));
  }
}
