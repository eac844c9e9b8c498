package dev.penstock.spec.build;

import static dev.penstock.spec.build.BuildspecTest.accepted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.spec.SpecSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the top level, of {@code env} and of {@code proxy}, clause by clause. */
class EnvRulesTest {

  private static final String END = "phases: {build: {commands: [make]}}\n";

  private static List<String> env(String lines) {
    return Told.of("version: 0.2\n" + END + "env:\n" + lines);
  }

  private static Buildspec.Env read(String lines) {
    return accepted("version: 0.2\n" + END + "env:\n" + lines).env();
  }

  @ParameterizedTest
  @CsvSource({"0.1,V0_1", "'\"0.1\"',V0_1", "0.2,V0_2", "'\"0.2\"',V0_2", "'''0.2''',V0_2"})
  @Covers("B-030")
  void aVersionIsANumberOrAText(String written, Buildspec.Version version) {
    assertEquals(version, accepted("version: " + written + "\n" + END).version());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "0.3", "0.4", "2", "0.20", "0,2", "[0.2]", "{a: b}", "\" 0.2\""})
  @Covers("B-030")
  void anyOtherVersionIsAnError(String written) {
    assertEquals(List.of("1:10 ERROR BS011"), Told.of("version: " + written + "\n" + END));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "version:\n", "version: ~\n"})
  @Covers("B-030")
  void noVersionIsAnError(String line) {
    assertEquals(List.of("1:1 ERROR BS010"), Told.of(line + END));
  }

  @Test
  @Covers({"B-031", "B-023", "B-024"})
  void otherKeysOfTheTopLevelAreIgnoredWithAWarning() {
    assertEquals(List.of("3:1 WARNING BS020"), Told.ofSection("owner: shop\n"));
    assertEquals(List.of("3:1 WARNING BS020"), Told.ofSection("Env: {shell: bash}\n"));
    assertEquals(List.of("3:1 WARNING BS021"), Told.ofSection("parameter-store: {A: b}\n"));
    assertEquals(List.of("3:1 WARNING BS021"), Told.ofSection("commands: [make]\n"));
    assertEquals(List.of("3:1 WARNING BS021"), Told.ofSection("build-matrix: {}\n"));
    Buildspec spec = accepted("version: 0.2\n" + END + "Env: {variables: {A: b}}\n");
    assertEquals(Map.of(), spec.env().variables(), "not read under another case");
  }

  @Test
  @Covers("B-023")
  void aSuggestionPaysNoHeedToCaseHyphensAndUnderscores() {
    for (String key : List.of("RunAs", "run_as", "runas", "RUN-AS")) {
      assertEquals(
          "did you mean \"run-as\"?",
          Buildspec.read(new SpecSource("f", "version: 0.2\n" + END + key + ": me\n"))
              .diagnostics()
              .get(0)
              .hint(),
          key);
    }
  }

  @Test
  @Covers("B-032")
  void aFileWithoutPhasesIsABatchOrPassesFilesThrough() {
    String batch = "batch: {build-list: [{identifier: a, buildspec: a.yml}%s]}\n";
    assertEquals(List.of("1:1 ERROR BS030"), Told.of("version: 0.2\n"));
    assertEquals(List.of("1:1 ERROR BS030"), Told.of("version: 0.2\nenv: {shell: bash}\n"));
    assertEquals(List.of("2:1 ERROR BS030"), Told.of("version: 0.2\nphases:\n"));
    assertEquals(List.of("1:1 WARNING BS030"), Told.of("version: 0.2\nartifacts: {files: [a]}\n"));
    assertEquals(List.of("1:1 INFO BS031"), Told.of("version: 0.2\n" + batch.formatted("")));
    assertEquals(
        List.of("1:1 WARNING BS133"),
        Told.of("version: 0.2\n" + batch.formatted(", {identifier: b}")));
    assertEquals(List.of(), Told.of("version: 0.2\n" + END + batch.formatted(", {identifier: b}")));
  }

  @Test
  @Covers("B-033")
  void eachVersionHasItsOwnEnvironment() {
    String old = "environment_variables: {plaintext: {A: b}}\n";
    assertEquals(List.of("3:1 WARNING BS014"), Told.ofSection(old));
    assertEquals(
        Map.of(), accepted("version: 0.2\n" + END + old).env().variables(), "ignored in 0.2");
    assertEquals(List.of("1:10 WARNING BS012"), Told.of("version: 0.1\n" + END + old));
    assertEquals(Map.of("A", "b"), accepted("version: 0.1\n" + END + old).env().variables());
    assertEquals(
        List.of("1:10 WARNING BS012", "3:1 INFO BS015"),
        Told.of("version: 0.1\n" + END + "env: {variables: {A: b}}\n"));
    assertEquals(
        List.of("3:25 INFO BS092"), Told.ofSection("artifacts: {files: [a], type: zip}\n"));
    assertEquals(
        List.of("1:10 ERROR BS011"), Told.of("version: 0.0\n" + END), "before the first release");
  }

  @Test
  @Covers("B-034")
  void aUserIsNamedForAllPhasesOrForOne() {
    Buildspec spec =
        accepted("version: 0.2\nrun-as: all\nphases: {build: {run-as: one, commands: [make]}}\n");
    assertEquals(Optional.of("all"), spec.runAs());
    assertEquals(Optional.of("one"), spec.phase(BuildPhase.BUILD).runAs());
    assertEquals(Optional.empty(), spec.phase(BuildPhase.INSTALL).runAs());
    for (String wrong : List.of("[me]", "{me: x}", "~", "''", "'two words'", "'-x'")) {
      assertEquals(List.of("3:9 ERROR BS150"), Told.ofSection("run-as: " + wrong + "\n"), wrong);
      assertEquals(
          List.of("4:13 ERROR BS150"),
          Told.ofPhases("  build:\n    run-as: " + wrong + "\n    commands: [make]\n"),
          wrong);
    }
  }

  @Test
  @Covers({"B-040", "BS083"})
  void shellsAreDocumentedOrWarnedOf() {
    for (String shell : List.of("bash", "/bin/sh", "powershell.exe", "cmd.exe")) {
      assertEquals(List.of(), env("  shell: " + shell + "\n"), shell);
      assertEquals(Optional.of(shell), read("  shell: " + shell + "\n").shell());
    }
    for (String shell : List.of("/bin/bash", "sh", "zsh", "BASH")) {
      assertEquals(List.of("4:10 WARNING BS083"), env("  shell: " + shell + "\n"), shell);
      assertEquals(Optional.of(shell), read("  shell: " + shell + "\n").shell(), "accepted");
    }
    assertEquals(Optional.empty(), read("  variables: {A: b}\n").shell());
  }

  @Test
  @Covers("B-041")
  void aVariableIsOneText() {
    assertEquals(Map.of("A", "1e3", "B", "b"), read("  variables: {A: 1e3, B: b}\n").variables());
    assertEquals(List.of("4:18 ERROR BS072"), env("  variables: {A: [b]}\n"));
    assertEquals(List.of("4:18 ERROR BS072"), env("  variables: {A: {b: c}}\n"));
    assertEquals(List.of("4:18 WARNING BS073"), env("  variables: {A: ~}\n"));
    assertEquals(List.of("5:5 WARNING BS073"), env("  variables:\n    A:\n"));
    assertEquals(Map.of("A", ""), read("  variables:\n    A:\n").variables());
    assertEquals(List.of(), env("  variables: {A: ''}\n"));
  }

  @ParameterizedTest
  @CsvSource({"$PATH:/opt,1", "a${B}c,1", "$(date),1", "$_x,1", "$,0", "a$,0", "$1,0", "$ A,0"})
  @Covers({"B-042", "BS076"})
  void nothingIsExpandedInAVariable(String value, int warnings) {
    String line = "  variables: {A: '" + value + "'}\n";
    assertEquals(warnings == 1 ? List.of("4:18 WARNING BS076") : List.of(), env(line));
    assertEquals(Map.of("A", value), read(line).variables());
  }

  @Test
  @Covers("B-043")
  void namesArePortableAndNotReserved() {
    assertEquals(List.of(), env("  variables: {_a9: x, Z: x, CODEBUILDER: x}\n"));
    assertEquals(List.of("4:15 WARNING BS075"), env("  variables: {CODEBUILD_X: x}\n"));
    for (String name : List.of("9a", "a-b", "a.b", "\u00E4", "''", "'a b'")) {
      assertEquals(List.of("4:15 WARNING BS074"), env("  variables: {" + name + ": x}\n"), name);
      assertEquals(1, read("  variables: {" + name + ": x}\n").variables().size());
    }
    assertEquals(List.of("4:21 WARNING BS075"), env("  parameter-store: {CODEBUILD_X: x}\n"));
    assertEquals(List.of("4:21 WARNING BS074"), env("  secrets-manager: {a-b: x}\n"));
  }

  @Test
  @Covers("B-057")
  void theNearestToASecretWins() {
    String lines =
        "  secrets-manager: {A: s}\n  parameter-store: {A: p, B: q}\n  variables: {A: v, B: w}\n";
    assertEquals(
        List.of("4:21 WARNING BS077", "5:21 WARNING BS077", "5:27 WARNING BS077"), env(lines));
    List<Diagnostic> told =
        Buildspec.read(new SpecSource("f", "version: 0.2\n" + END + "env:\n" + lines))
            .diagnostics();
    assertEquals(
        List.of(
            "\"A\" stands under \"parameter-store\" too, and this value wins",
            "\"A\" stands under \"variables\" too, and this value wins",
            "\"B\" stands under \"variables\" too, and this value wins"),
        told.stream().map(Diagnostic::found).toList());
  }

  @Test
  @Covers("B-046")
  void aSecretIsNamedByStageOrById() {
    assertEquals(List.of(), env("  secrets-manager: {A: 's:k:AWSPREVIOUS', B: 's:k::1'}\n"));
    assertEquals(
        List.of("4:24 WARNING BS080"), env("  secrets-manager: {A: 's:k:AWSCURRENT:1'}\n"));
    SecretsManagerReference whole = SecretsManagerReference.parse("s").orElseThrow();
    assertEquals(Optional.empty(), whole.jsonKey(), "the whole text");
    assertEquals(Optional.empty(), whole.versionStage(), "the current one");
    String arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-AbCdEf";
    assertEquals(List.of(), env("  secrets-manager: {A: '" + arn + "'}\n"));
    SecretsManagerReference elsewhere = SecretsManagerReference.parse(arn + ":k").orElseThrow();
    assertEquals(arn, elsewhere.id(), "of another account");
    assertEquals(Optional.of("k"), elsewhere.jsonKey());
  }

  @Test
  @Covers({"B-045", "B-047"})
  void referencesAreNeverEmpty() {
    assertEquals(
        Map.of("A", "/shop/licence:3"),
        read("  parameter-store: {A: '/shop/licence:3'}\n").parameterStore());
    assertEquals(List.of("4:21 WARNING BS073"), env("  parameter-store: {A: }\n"));
    assertEquals(List.of("4:24 ERROR BS072"), env("  parameter-store: {A: [b]}\n"));
    assertEquals(List.of("4:24 ERROR BS080"), env("  secrets-manager: {A: ':k'}\n"));
    assertEquals(List.of("4:24 ERROR BS080"), env("  secrets-manager: {A: [b]}\n"));
  }

  @Test
  @Covers("B-048")
  void aSecretInPlainTextIsWarnedOfAndNotRepeated() {
    String lines = "  variables: {DB_PASSWORD: corr3ct-horse}\n";
    assertEquals(List.of("4:28 WARNING BS078"), env(lines));
    SpecSource source = new SpecSource("f", "version: 0.2\n" + END + "env:\n" + lines);
    String listing = source.listing(Buildspec.read(source).diagnostics());
    assertTrue(listing.contains("BS078") && !listing.contains("horse"), listing);
  }

  @Test
  @Covers({"B-050", "B-019"})
  void exportedVariablesAreAListOfNames() {
    assertEquals(List.of("A", "B"), read("  exported-variables: [A, B]\n").exportedVariables());
    assertEquals(List.of("A"), read("  exported-variables: A\n").exportedVariables());
    assertEquals(List.of("4:23 WARNING BS081"), env("  exported-variables: A\n"));
    assertEquals(List.of("4:23 ERROR BS081"), env("  exported-variables: {A: b}\n"));
    assertEquals(List.of("4:24 ERROR BS081"), env("  exported-variables: [[A]]\n"));
  }

  @Test
  @Covers({"B-051", "BS082"})
  void whatIsFetchedIsNotExported() {
    String begin = "  parameter-store: {P: p}\n  secrets-manager: {S: s}\n  exported-variables: ";
    assertEquals(List.of(), env("  variables: {V: v}\n  exported-variables: [V, OTHER]\n"));
    assertEquals(List.of("6:24 WARNING BS082"), env(begin + "[P]\n"));
    assertEquals(List.of("6:24 WARNING BS082"), env(begin + "[S]\n"));
    assertEquals(List.of("6:24 WARNING BS082"), env(begin + "[AWS_REGION]\n"));
    assertEquals(List.of(), env("  exported-variables: [CODEBUILD_BUILD_ID]\n"));
  }

  @Test
  void theCredentialHelperIsOffUnlessAskedFor() {
    for (String yes : List.of("yes", "Yes", "true", "on", "\"yes\"")) {
      assertTrue(read("  git-credential-helper: " + yes + "\n").gitCredentialHelper(), yes);
    }
    assertEquals(false, read("  shell: bash\n").gitCredentialHelper());
    assertEquals(List.of("4:26 WARNING BS094"), env("  git-credential-helper: maybe\n"));
  }

  @Test
  @Covers({"B-060", "B-061", "B-062"})
  void aProxyHasTwoSwitchesAndNoAddress() {
    assertEquals(List.of(), Told.ofSection("proxy: {upload-artifacts: yes, logs: no}\n"));
    assertEquals(List.of("3:9 WARNING BS140"), Told.ofSection("proxy: {HTTP_PROXY: 'http://p'}\n"));
    assertEquals(List.of("3:15 WARNING BS094"), Told.ofSection("proxy: {logs: x}\n"));
  }

  @Test
  @Covers("B-022")
  void anUnknownKeyHasNoEffectAnywhere() {
    assertEquals(List.of("3:7 WARNING BS070"), Told.ofSection("env: {comment: x}\n"));
    assertEquals(List.of("3:7 WARNING BS070"), Told.ofSection("env: {compute-type: x}\n"));
    assertEquals(
        List.of("3:25 WARNING BS093"), Told.ofSection("artifacts: {files: [a], comment: x}\n"));
    assertEquals(
        List.of("3:27 WARNING BS100"), Told.ofSection("reports: {r: {files: [a], comment: x}}\n"));
    assertEquals(
        List.of("3:21 WARNING BS110"), Told.ofSection("cache: {paths: [a], comment: x}\n"));
    assertEquals(
        List.of("3:38 WARNING BS128"),
        Told.ofSection("batch: {build-list: [{identifier: a, comment: x}]}\n"));
    assertEquals(List.of("3:9 WARNING BS140"), Told.ofSection("proxy: {comment: x}\n"));
    assertEquals(
        List.of("4:5 WARNING BS043"),
        Told.ofPhases("  build:\n    comment: x\n    commands: [make]\n"));
    assertEquals(List.of("3:1 INFO BS024"), Told.ofSection("eb_codebuild_settings: {}\n"));
  }
}
