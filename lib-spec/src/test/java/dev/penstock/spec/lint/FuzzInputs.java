package dev.penstock.spec.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Inputs to try readers with: files of the tests, damaged, and files made up from a grammar. */
final class FuzzInputs {

  private static final String[] KEYS = {
    "version",
    "phases",
    "install",
    "pre_build",
    "build",
    "post_build",
    "commands",
    "finally",
    "runtime-versions",
    "on-failure",
    "run-as",
    "steps",
    "uses",
    "run",
    "with",
    "env",
    "variables",
    "shell",
    "secrets-manager",
    "parameter-store",
    "exported-variables",
    "git-credential-helper",
    "artifacts",
    "files",
    "name",
    "base-directory",
    "secondary-artifacts",
    "discard-paths",
    "cache",
    "paths",
    "key",
    "fallback-keys",
    "action",
    "reports",
    "file-format",
    "batch",
    "build-graph",
    "build-list",
    "build-matrix",
    "build-fanout",
    "identifier",
    "depend-on",
    "dynamic",
    "static",
    "ignore-failure",
    "buildspec",
    "proxy",
    "logs",
    "os",
    "source",
    "destination",
    "hooks",
    "BeforeInstall",
    "AfterInstall",
    "location",
    "timeout",
    "runas",
    "sudo",
    "permissions",
    "object",
    "pattern",
    "except",
    "owner",
    "group",
    "mode",
    "acls",
    "context",
    "type",
    "range",
    "Resources",
    "TargetService",
    "Type",
    "Properties",
    "TaskDefinition",
    "LoadBalancerInfo",
    "ContainerName",
    "ContainerPort",
    "CapacityProviderStrategy",
    "Hooks",
    "BeforeAllowTraffic",
    "CurrentVersion",
    "TargetVersion",
    "pipeline",
    "stages",
    "actions",
    "actionTypeId",
    "category",
    "provider",
    "configuration",
    "runOrder",
    "inputArtifacts",
    "outputArtifacts",
    "roleArn",
    "artifactStore",
    "Stages",
    "Actions",
    "ActionTypeId",
    "Ref",
    "Fn::Sub",
    "Fn::If",
    "Conditions",
    "Parameters",
    "triggers",
    "gitConfiguration",
    "push",
    "branches",
    "includes",
    "beforeEntry",
    "onFailure",
    "rules",
    "<<",
    "namespace",
    "metadata"
  };
  private static final String[] VALUES = {
    "0.2",
    "0.1",
    "0.0",
    "\"0.2\"",
    "linux",
    "windows",
    "make",
    "make: all",
    "echo 'x",
    "3.10",
    "yes",
    "no",
    "~",
    "",
    "null",
    "#",
    "*a",
    "&a x",
    "!Ref X",
    "!Sub \"${X}\"",
    "!GetAtt A.B",
    "!!str 1",
    "|\n  x\n   y",
    ">-\n a",
    "[a, b]",
    "[]",
    "{}",
    "{a: b}",
    "[[",
    "}",
    "'",
    "\"\\u0041\"",
    "-",
    "- x",
    "AWS::ECS::Service",
    "AWS::CodePipeline::Pipeline",
    "RETRY-3-.*",
    "abort",
    "0755",
    "5:00",
    "-1",
    "99999999999999999999",
    "arn:aws:iam::123456789012:role/x",
    "#{v.x}",
    "../x",
    "/",
    "**/*",
    "$X",
    "2020-01-01",
    "\uFEFF",
    "\u2028",
    "\uD83D\uDE80",
    "\t",
    "u:x:rwx",
    "s0:c0.c5",
    "CODEBUILD_X",
    "# penstock-ignore BS033: x",
    "# penstock-ignore-file BS020"
  };
  private static final String[] BITS = {
    ":", ": ", "- ", "\n", "\n  ", "\n    ", "  ", "\t", "#", " #", "\"", "'", "{", "}", "[", "]",
    ",", "&a ", "*a", "!x ", "|", ">", "?", "%", "@", "`", "---\n", "...\n", "<<: *a", "\\", "\r",
    "\u0000", "\uFEFF", "\uD800", "0", "~", "$", "\u0085"
  };

  private final List<String> seeds;

  FuzzInputs() {
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/broken"))) {
      this.seeds =
          files
              .filter(file -> file.toString().matches(".*\\.(yml|json)"))
              .sorted()
              .map(FuzzInputs::text)
              .filter(text -> text.length() < 20_000)
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String next(Random random) {
    return random.nextInt(3) == 0 ? made(random) : damaged(random);
  }

  private String damaged(Random random) {
    StringBuilder text = new StringBuilder(pick(seeds, random));
    for (int i = random.nextInt(5); i >= 0; i--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + 1 + random.nextInt(30));
      switch (random.nextInt(7)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, pick(BITS, random));
        case 2 -> text.replace(at, end, pick(BITS, random));
        case 3 -> text.insert(at, text.substring(at, end));
        case 4 -> text.insert(at, pick(VALUES, random));
        case 5 -> {
          String other = pick(seeds, random);
          int from = random.nextInt(other.length() + 1);
          text.insert(at, other, from, Math.min(other.length(), from + random.nextInt(200)));
        }
        default -> text.insert(at, pick(KEYS, random) + ": ");
      }
    }
    return text.toString();
  }

  private String made(Random random) {
    StringBuilder text = new StringBuilder();
    if (random.nextInt(8) == 0) {
      flow(random, 5, text);
    } else {
      block(random, 0, 4, text);
    }
    return text.toString();
  }

  private void block(Random random, int indent, int depth, StringBuilder text) {
    boolean isList = depth < 4 && random.nextInt(3) == 0;
    for (int i = random.nextInt(5); i >= 0; i--) {
      text.append(" ".repeat(random.nextInt(40) == 0 ? 1 : indent));
      text.append(isList ? "-" : pick(KEYS, random) + ":");
      if (depth > 0 && random.nextInt(2) == 0) {
        text.append('\n');
        block(random, indent + 2, depth - 1, text);
      } else {
        text.append(' ').append(pick(VALUES, random).replace("\n", "\n" + " ".repeat(indent + 2)));
        text.append('\n');
      }
    }
  }

  private void flow(Random random, int depth, StringBuilder text) {
    boolean isList = depth < 5 && random.nextInt(3) == 0;
    text.append(isList ? '[' : '{');
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(isList ? "" : "\"" + pick(KEYS, random) + "\": ");
      if (depth > 0 && random.nextInt(2) == 0) {
        flow(random, depth - 1, text);
      } else {
        text.append('"').append(pick(VALUES, random).replaceAll("[\"\\\\\n]", "")).append('"');
      }
      text.append(i > 1 ? ", " : "");
    }
    text.append(isList ? ']' : '}');
  }

  private static String pick(String[] choice, Random random) {
    return choice[random.nextInt(choice.length)];
  }

  private static String pick(List<String> choice, Random random) {
    return choice.get(random.nextInt(choice.size()));
  }
}
