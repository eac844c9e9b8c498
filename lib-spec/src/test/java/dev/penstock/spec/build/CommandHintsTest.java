package dev.penstock.spec.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When hints about commands are given, and when not. */
class CommandHintsTest {

  private static final String GUARD = "      - test $CODEBUILD_BUILD_SUCCEEDING = 1\n";

  private static List<String> afterBuild(String build, String commands) {
    return Told.ofPhases("  build: {" + build + "}\n  post_build:\n    commands:\n" + commands);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker push shop",
        "aws s3 sync out s3://shop",
        "aws ecs update-service --cluster shop",
        "kubectl apply -f shop.yml",
        "terraform apply",
        "npx cdk deploy",
        "mvn -q deploy",
        "make && git push"
      })
  @Covers("BS053")
  void whatIsPublishedAfterAFailedBuildIsPointedAt(String command) {
    String item = "      - " + command + "\n";
    List<String> told = List.of("6:9 INFO BS053");
    assertEquals(told, afterBuild("commands: [make]", item));
    assertEquals(told, afterBuild("commands: [make], on-failure: CONTINUE", item));
    assertEquals(List.of(), afterBuild("commands: [make], on-failure: ABORT", item));
    assertEquals(List.of(), afterBuild("commands: [make], on-failure: RETRY", item));
    assertEquals(List.of(), afterBuild("commands: [make]", GUARD + item), "guarded before");
    assertEquals(List.of(), afterBuild("commands: [make]", item + GUARD), "or anywhere");
    assertEquals(List.of(), afterBuild("steps: [{run: make}]", item), "no command can fail");
    assertEquals(
        List.of("6:9 INFO BS053"), afterBuild("commands: [make]", item + item), "only once");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"echo docker push", "docker build .", "aws s3 ls", "push docker", "kubectl get x"})
  @Covers("BS053")
  void whatPublishesNothingIsNot(String command) {
    assertEquals(List.of(), afterBuild("commands: [make]", "      - " + command + "\n"));
  }

  @Test
  @Covers({"BS054", "B-140"})
  void whatVersion01ForgetsIsPointedAt() {
    String phases = "phases: {build: {commands: ['%s', make]}}\n";
    String old = "version: 0.1\n" + phases;
    assertEquals(
        List.of("1:10 WARNING BS012", "2:29 INFO BS054"), Told.of(old.formatted("cd app")));
    assertEquals(
        List.of("1:10 WARNING BS012", "2:29 INFO BS054"), Told.of(old.formatted("export A=b")));
    assertEquals(List.of("1:10 WARNING BS012"), Told.of(old.formatted("cd app && make")));
    assertEquals(List.of("1:10 WARNING BS012"), Told.of(old.formatted("make")));
    assertEquals(
        List.of("1:10 WARNING BS012"),
        Told.of(old.formatted("make").replace(", make", ", cd app")),
        "nothing follows");
    assertEquals(List.of(), Told.of(("version: 0.2\n" + phases).formatted("cd app")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "curl -s https://a | sh",
        "wget -qO- https://a | sudo bash",
        "sh -c \"$(curl https://a)\""
      })
  @Covers("BS160")
  void aDownloadThatIsRunIsPointedAt(String command) {
    assertEquals(List.of("5:9 INFO BS160"), Told.ofCommands("      - " + "'" + command + "'\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"curl -s https://a | jq .", "curl -so a https://a && sh a", "echo curl | sh"})
  @Covers("BS160")
  void aDownloadThatIsKeptIsNot(String command) {
    assertEquals(List.of(), Told.ofCommands("      - " + command + "\n"));
  }

  @Test
  @Covers("BS161")
  void anEncodedSecretInTheLogIsPointedAt() {
    String begin = "version: 0.2\nenv: {secrets-manager: {T: 's:t'}, parameter-store: {P: p}}\n";
    String phases = "phases:\n  build:\n    commands:\n      - ";
    List<String> told = List.of("6:9 INFO BS161");
    assertEquals(told, Told.of(begin + phases + "echo $T | base64\n"));
    assertEquals(told, Told.of(begin + phases + "echo \"${P}\" | rev\n"));
    assertEquals(List.of(), Told.of(begin + phases + "echo $X | base64\n"), "not fetched");
    assertEquals(List.of(), Told.of(begin + phases + "echo $T | base64 > a\n"), "not in the log");
    assertEquals(List.of(), Told.of(begin + phases + "A=$(echo $T | base64)\n"), "not printed");
    assertEquals(List.of(), Told.of(begin + phases + "echo $T | docker login\n"), "not encoded");
  }

  @Test
  @Covers("BS051")
  void noHintIsGivenForWindows() {
    for (String shell : List.of("powershell.exe", "cmd.exe")) {
      assertEquals(
          List.of(),
          Told.of(
              "version: 0.2\nenv: {shell: "
                  + shell
                  + "}\nphases: {build: {commands: ['source a']}}\n"));
    }
  }
}
