package dev.penstock.spec.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.Position;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.spec.SpecSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildspecTest {

  private static final String MAKE = "phases: {build: {commands: [make]}}\n";

  static Buildspec accepted(String text) {
    SpecSource source = new SpecSource("buildspec.yml", text);
    return Buildspec.read(source)
        .fold(
            ReadResult.Accepted::value,
            refused -> {
              throw new AssertionError(source.listing(refused.diagnostics()));
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"3.10", "010", "1_000", "yes", "2021-01-01", "0x1F", "1:30", "1e3", "007", "No"})
  @Covers("B-012")
  void plainTextsArriveAsWritten(String written) {
    Buildspec spec = accepted("version: 0.2\nenv: {variables: {A: " + written + "}}\n" + MAKE);
    assertEquals(Map.of("A", written), spec.env().variables());
  }

  @Test
  @Covers({"B-012", "B-013"})
  void nullIsTheEmptyTextUnlessQuoted() {
    Buildspec spec =
        accepted("version: 0.2\nenv:\n  variables:\n    A: ~\n    B: '~'\n    C:\n" + MAKE);
    assertEquals(Map.of("A", "", "B", "~", "C", ""), spec.env().variables());
  }

  @Test
  @Covers("B-013")
  void nullIsAnEmptyListOrNoSection() {
    Buildspec spec =
        accepted(
            """
            version: 0.2
            env:
              variables:
              exported-variables: ~
            phases:
              install:
              build:
                commands: [make]
                finally: null
            artifacts:
            """);
    assertEquals(Map.of(), spec.env().variables());
    assertEquals(List.of(), spec.env().exportedVariables());
    assertEquals(Buildspec.Phase.NONE, spec.phase(BuildPhase.INSTALL));
    assertEquals(List.of(), spec.phase(BuildPhase.BUILD).finallyCommands());
    assertEquals(Optional.empty(), spec.artifacts());
  }

  @ParameterizedTest
  @CsvSource({
    "yes,true",
    "Yes,true",
    "ON,true",
    "true,true",
    "no,false",
    "Off,false",
    "'\"no\"',false"
  })
  @Covers({"B-011", "B-164"})
  void yesAndNoAreReadInEveryLetterCase(String written, boolean expected) {
    Buildspec spec =
        accepted(
            "version: 0.2\n" + MAKE + "artifacts: {files: [a], discard-paths: " + written + "}\n");
    assertEquals(expected, spec.artifacts().orElseThrow().primary().orElseThrow().discardPaths());
  }

  @Test
  @Covers({"B-010", "B-006"})
  void byteOrderMarksLineEndsOfWindowsAndJsonAreRead() {
    String yaml = "version: 0.2\nphases:\n  build:\n    commands:\n      - make\n";
    String json =
        "{\n\t\"version\": \"0.2\",\n\t\"phases\": {\"build\": {\"commands\": [\"make\"]}}\n}";
    List<String> texts =
        List.of(yaml, "\uFEFF" + yaml, yaml.replace("\n", "\r\n"), "---\n" + yaml + "...\n", json);
    for (String text : texts) {
      List<Command> commands = accepted(text).phase(BuildPhase.BUILD).commands();
      assertEquals(List.of("make"), commands.stream().map(Command::text).toList());
    }
  }

  @Test
  @Covers("B-078")
  void aBlockOfLinesIsOneCommand() {
    Buildspec spec =
        accepted(
            """
            version: 0.2
            phases:
              build:
                commands:
                  - |
                    a
                    b
                  - >
                    c
                    d
                  - e
                    f
            """);
    assertEquals(
        List.of(
            new Command("a\nb\n", new Position(5, 9)),
            new Command("c d\n", new Position(8, 9)),
            new Command("e f", new Position(11, 9))),
        spec.phase(BuildPhase.BUILD).commands());
  }

  @Test
  @Covers("B-017")
  void whatAMappingSaysItselfWinsOverWhatItMerges() {
    Buildspec spec =
        accepted(
            """
            version: 0.2
            x: &x {on-failure: ABORT, commands: [merged]}
            phases:
              install: *x
              build:
                commands: [own]
                <<: *x
            """);
    Buildspec.Phase build = spec.phase(BuildPhase.BUILD);
    assertEquals("own", build.commands().get(0).text());
    assertEquals(OnFailure.Action.ABORT, build.onFailure().orElseThrow().action());
    assertEquals("merged", spec.phase(BuildPhase.INSTALL).commands().get(0).text());
  }

  @Test
  void aWholeFileIsRead() {
    Buildspec spec =
        accepted(
            """
            version: 0.2
            run-as: builder
            env:
              shell: bash
              variables: {STAGE: test}
              parameter-store: {LICENCE: /shop/licence}
              secrets-manager: {TOKEN: 'shop:token'}
              exported-variables: [TAG]
              git-credential-helper: yes
            phases:
              install:
                runtime-versions: {java: corretto17}
              post_build:
                run-as: root
                on-failure: CONTINUE
                commands: [pack]
                finally: [clean]
            artifacts:
              files: ['**/*']
              name: shop
              base-directory: out
              exclude-paths: '**/*.map'
              secondary-artifacts:
                docs: {files: [docs/*], discard-paths: yes}
            """);
    assertEquals(Optional.of("builder"), spec.runAs());
    assertEquals(Optional.of("bash"), spec.env().shell());
    assertEquals(Map.of("LICENCE", "/shop/licence"), spec.env().parameterStore());
    assertEquals("shop:token", String.valueOf(spec.env().secretsManager().get("TOKEN")));
    assertEquals(List.of("TAG"), spec.env().exportedVariables());
    assertTrue(spec.env().gitCredentialHelper());
    assertEquals(
        List.of(BuildPhase.INSTALL, BuildPhase.POST_BUILD), List.copyOf(spec.phases().keySet()));
    assertEquals(Map.of("java", "corretto17"), spec.phase(BuildPhase.INSTALL).runtimeVersions());
    Buildspec.Phase last = spec.phase(BuildPhase.POST_BUILD);
    assertEquals(Optional.of("root"), last.runAs());
    assertEquals("clean", last.finallyCommands().get(0).text());
    Buildspec.Artifacts artifacts = spec.artifacts().orElseThrow();
    assertEquals(
        new Buildspec.ArtifactFiles(
            List.of("**/*"), Optional.of("shop"), false, Optional.of("out"), List.of("**/*.map")),
        artifacts.primary().orElseThrow());
    assertTrue(artifacts.secondary().values().iterator().next().discardPaths());
  }

  @Test
  @Covers("B-033")
  void version01HasItsOwnEnvironment() {
    Buildspec spec =
        accepted("version: 0.1\nenvironment_variables:\n  plaintext:\n    A: b\n" + MAKE);
    assertEquals(Buildspec.Version.V0_1, spec.version());
    assertEquals(Map.of("A", "b"), spec.env().variables());
  }

  @Test
  void valuesOfVariablesStayOutOfTexts() {
    Buildspec spec = accepted("version: 0.2\nenv: {variables: {A: hunter2}}\n" + MAKE);
    assertFalse(spec.toString().contains("hunter2"));
  }

  @ParameterizedTest
  @CsvSource({
    "MySecret,MySecret,,,",
    "MySecret:user,MySecret,user,,",
    "a/b/c:k:AWSPREVIOUS,a/b/c,k,AWSPREVIOUS,",
    "s:k::1234,s,k,,1234",
    "s::AWSPENDING,s,,AWSPENDING,",
    "arn:aws:secretsmanager:eu-central-1:111122223333:secret:env-GRZlqk:KEY::,"
        + "arn:aws:secretsmanager:eu-central-1:111122223333:secret:env-GRZlqk,KEY,,",
    "repo/tok:actions read,repo/tok,actions read,,"
  })
  @Covers("B-047")
  void secretsAreNamed(String text, String id, String key, String stage, String version) {
    assertEquals(
        Optional.of(
            new SecretsManagerReference(
                id,
                Optional.ofNullable(key),
                Optional.ofNullable(stage),
                Optional.ofNullable(version))),
        SecretsManagerReference.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {":k", "s:k:st:id:x", "arn:aws:secretsmanager:eu:1", ""})
  @Covers("B-047")
  void otherTextsNameNoSecret(String text) {
    assertEquals(Optional.empty(), SecretsManagerReference.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "ABORT,ABORT,0,.*",
    "abort,ABORT,0,.*",
    "Continue,CONTINUE,0,.*",
    "RETRY,RETRY,3,.*",
    "RETRY-4,RETRY,4,.*",
    "RETRY-invalid+,RETRY,3,invalid+",
    "RETRY-8-invalid+,RETRY,8,invalid+",
    "RETRY-3-.*timed-out.*,RETRY,3,.*timed-out.*",
    "RETRY-0,RETRY,0,.*"
  })
  @Covers({"B-080", "B-081", "B-082"})
  void failuresAreTreatedAsAsked(
      String text, OnFailure.Action action, int retries, String pattern) {
    assertEquals(Optional.of(new OnFailure(action, retries, pattern)), OnFailure.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"RETRY-101", "RETRY-", "IGNORE", "ABORT-1", "RETRY-99999999999", "RETRY-(", ""})
  @Covers({"B-080", "B-081"})
  void otherWordsAskForNothing(String text) {
    assertEquals(Optional.empty(), OnFailure.parse(text));
  }

  @Test
  @Covers("B-018")
  void aTagHasTheMeaningThatTheHostGivesItOrNone() {
    SpecSource source =
        new SpecSource(
            "buildspec.yml",
            """
            version: 0.2
            env:
              variables: {REGION: !Ref Region, PLAIN: !!str 1, OTHER: !Sub x, QUOTED: !Ref "Quoted"}
            phases: {build: {commands: [!Ref Command]}}
            """);
    List<String> asked = new ArrayList<>();
    ReadResult<Buildspec> read =
        Buildspec.read(
            source,
            (tag, text) -> {
              asked.add(tag + " " + text);
              return tag.equals("!Ref") ? Optional.of("the " + text) : Optional.empty();
            });
    assertEquals(List.of("!Ref Region", "!Sub x", "!Ref Quoted", "!Ref Command"), asked);
    assertEquals(
        List.of("3:59 BS008 tag \"!Sub\" has no meaning here"),
        read.diagnostics().stream()
            .map(told -> told.place().orElseThrow() + " " + told.rule() + " " + told.found())
            .toList());
    Buildspec spec = read.readable().orElseThrow();
    assertEquals(
        Map.of("REGION", "the Region", "PLAIN", "1", "OTHER", "x", "QUOTED", "the Quoted"),
        spec.env().variables());
    assertEquals(List.of(new Command("the Command")), spec.phase(BuildPhase.BUILD).commands());
    assertEquals(4, Buildspec.read(source).diagnostics().size(), "no tag without a resolver");
  }
}
