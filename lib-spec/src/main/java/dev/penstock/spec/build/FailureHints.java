package dev.penstock.spec.build;

import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Failures that a build passes over: of tests, and of the build before a deployment. */
final class FailureHints {

  private static final String SUCCEEDING = "CODEBUILD_BUILD_SUCCEEDING";
  private static final Set<String> GATES =
      Set.of(
          "pytest",
          "tox",
          "jest",
          "mocha",
          "ctest",
          "phpunit",
          "rspec",
          "trivy",
          "grype",
          "snyk",
          "sonar-scanner",
          "checkov",
          "tfsec",
          "cfn-lint",
          "cfn_nag_scan",
          "eslint",
          "flake8",
          "bandit",
          "semgrep",
          "gitleaks",
          "hadolint",
          "shellcheck",
          "dependency-check");
  private static final Set<String> GATE_WORDS =
      Set.of("test", "verify", "check", "lint", "scan", "audit");

  /** What a program must be asked for to bring something to others. */
  private static final Map<String, Set<String>> PUBLISHING =
      Map.ofEntries(
          Map.entry("docker", Set.of("push")),
          Map.entry("podman", Set.of("push")),
          Map.entry("git", Set.of("push")),
          Map.entry("npm", Set.of("publish")),
          Map.entry("yarn", Set.of("publish")),
          Map.entry("pnpm", Set.of("publish")),
          Map.entry("cargo", Set.of("publish")),
          Map.entry("mvn", Set.of("deploy")),
          Map.entry("twine", Set.of("upload")),
          Map.entry("kubectl", Set.of("apply", "set", "rollout")),
          Map.entry("helm", Set.of("install", "upgrade")),
          Map.entry("terraform", Set.of("apply")),
          Map.entry("pulumi", Set.of("up")),
          Map.entry("cdk", Set.of("deploy")),
          Map.entry("npx", Set.of("deploy")),
          Map.entry("sam", Set.of("deploy")),
          Map.entry("serverless", Set.of("deploy")),
          Map.entry("sls", Set.of("deploy")),
          Map.entry("eb", Set.of("deploy")),
          Map.entry(
              "aws",
              Set.of(
                  "deploy",
                  "sync",
                  "cp",
                  "mv",
                  "update-service",
                  "update-function-code",
                  "create-stack",
                  "update-stack",
                  "create-deployment",
                  "update-environment",
                  "create-invalidation",
                  "put-image")));

  private final Findings findings;
  private final Section top;
  private final Buildspec spec;

  FailureHints(Section top, Buildspec spec) {
    this.findings = top.findings();
    this.top = top;
    this.spec = spec;
  }

  void check(List<ReadCommand> commands) {
    spec.phases().forEach((name, phase) -> checkGate(name, phase, commands));
    Optional<OnFailure> onFailure = spec.phase(BuildPhase.BUILD).onFailure();
    boolean goesOn = onFailure.isEmpty() || onFailure.get().action() == OnFailure.Action.CONTINUE;
    if (goesOn && !spec.phase(BuildPhase.BUILD).commands().isEmpty()) {
      checkPublishing(
          commands.stream().filter(each -> each.phase() == BuildPhase.POST_BUILD).toList());
    }
  }

  /** B-086. */
  private void checkGate(BuildPhase name, Buildspec.Phase phase, List<ReadCommand> commands) {
    boolean goesOn =
        phase.onFailure().filter(it -> it.action() == OnFailure.Action.CONTINUE).isPresent();
    if (!goesOn) {
      return;
    }
    commands.stream()
        .filter(command -> command.phase() == name)
        .filter(command -> command.simple().stream().anyMatch(FailureHints::isGate))
        .findFirst()
        .ifPresent(
            command -> reportGate(name, "the command in line " + command.node().position().line()));
  }

  private void reportGate(BuildPhase name, String command) {
    if (top.value("phases") instanceof Mapping phases
        && new Section(phases, top.at("phases"), findings).value(name.key())
            instanceof Mapping phase) {
      Section section = new Section(phase, top.at("phases").key(name.key()), findings);
      findings.report(
          BuildRule.IGNORED_GATE,
          section.valueNode("on-failure"),
          section.at("on-failure"),
          "the build goes on whatever " + command + " finds",
          "",
          "write ABORT");
    }
  }

  private static boolean isGate(ShellText.Simple simple) {
    return GATES.contains(simple.program())
        || simple.words().stream().skip(1).anyMatch(GATE_WORDS::contains);
  }

  /** B-124. */
  private void checkPublishing(List<ReadCommand> commands) {
    if (commands.stream().anyMatch(command -> command.text().contains(SUCCEEDING))) {
      return;
    }
    commands.stream()
        .filter(command -> command.simple().stream().anyMatch(FailureHints::publishes))
        .findFirst()
        .ifPresent(
            command ->
                findings.report(
                    BuildRule.UNCHECKED_PUBLISHING,
                    command.node(),
                    command.path(),
                    "this runs although \"build\" may have failed",
                    "",
                    "test $" + SUCCEEDING + ", or set \"on-failure: ABORT\" on \"build\""));
  }

  private static boolean publishes(ShellText.Simple simple) {
    Set<String> orders = PUBLISHING.get(simple.program());
    return orders != null && simple.words().stream().anyMatch(orders::contains);
  }
}
