package dev.penstock.spec.build;

import dev.penstock.spec.build.Buildspec.Version;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads {@code version} (B-030); the file is read on as 0.2 whatever it says. */
final class VersionReader {

  private final Section top;
  private final SourceText text;
  private final Findings findings;

  VersionReader(Section top, SourceText text) {
    this.top = top;
    this.text = text;
    this.findings = top.findings();
  }

  Version read() {
    Node node = top.value("version");
    if (node == null || node.isNull()) {
      findings.report(
          BuildRule.VERSION_MISSING,
          top.keyNode("version"),
          top.at("version"),
          "the version is missing",
          versions(),
          "add \"version: 0.2\"",
          Fixes.missingVersion(top, text));
      return Version.V0_2;
    }
    for (Version version : Version.values()) {
      if (node instanceof Scalar scalar && scalar.text().equals(version.text())) {
        if (version == Version.V0_1) {
          findings.report(
              BuildRule.VERSION_OLD,
              node,
              top.at("version"),
              "version 0.1 gives every command a shell of its own",
              "",
              "move to 0.2");
        }
        return version;
      }
    }
    String found =
        node instanceof Scalar scalar ? "version \"" + scalar.text() + "\"" : node.kind();
    findings.report(
        BuildRule.VERSION_UNSUPPORTED,
        node,
        top.at("version"),
        found + " is not supported",
        versions(),
        "use 0.2",
        node instanceof Scalar scalar ? scalar.replacedBy("0.2") : Optional.empty());
    return Version.V0_2;
  }

  private static String versions() {
    return Arrays.stream(Version.values()).map(Version::text).collect(Collectors.joining(", "));
  }
}
