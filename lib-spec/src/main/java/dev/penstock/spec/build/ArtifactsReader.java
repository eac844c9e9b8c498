package dev.penstock.spec.build;

import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.build.Buildspec.ArtifactFiles;
import dev.penstock.spec.build.Buildspec.Artifacts;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
import dev.penstock.spec.tree.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code artifacts}. */
final class ArtifactsReader {

  private static final String SECONDARY = "secondary-artifacts";

  private final Findings findings;

  ArtifactsReader(Findings findings) {
    this.findings = findings;
  }

  Optional<Artifacts> read(Section artifacts) {
    Level.ARTIFACTS.reportUnknown(artifacts);
    Map<String, ArtifactFiles> secondary = new LinkedHashMap<>();
    artifacts
        .section(SECONDARY, BuildRule.ARTIFACT_KEY)
        .ifPresent(section -> secondary(section, secondary));
    boolean hasSecondary = artifacts.value(SECONDARY) != null;
    checkFiles(artifacts, hasSecondary ? Severity.WARNING : Severity.ERROR);
    ArtifactFiles primary = definition(artifacts);
    return Optional.of(
        new Artifacts(
            primary.files().isEmpty() ? Optional.empty() : Optional.of(primary), secondary));
  }

  private void secondary(Section section, Map<String, ArtifactFiles> secondary) {
    for (Mapping.Entry entry : section.mapping().entries()) {
      if (entry.value() instanceof Mapping mapping) {
        Section definition = new Section(mapping, section.at(entry.name()), findings);
        Level.SECONDARY.reportUnknown(definition);
        checkFiles(definition, Severity.ERROR);
        secondary.put(entry.name(), definition(definition));
      } else {
        findings.report(
            BuildRule.ARTIFACT_KEY,
            Severity.ERROR,
            entry.value(),
            section.at(entry.name()),
            "expected a mapping, found " + entry.value().kind(),
            "",
            "write \"files:\" below it");
      }
    }
  }

  private void checkFiles(Section section, Severity ifMissing) {
    Node files = section.value("files");
    if (files == null) {
      findings.report(
          BuildRule.FILES_MISSING,
          ifMissing,
          section.mapping(),
          section.at("files"),
          "no files are named",
          "",
          "add \"files:\" with '**/*', or with what is meant");
    } else if (files.isNull() || (files instanceof Sequence list && list.items().isEmpty())) {
      findings.report(
          BuildRule.EMPTY_LIST,
          section.keyNode("files"),
          section.at("files"),
          "the list is empty",
          "",
          "name the files, or remove the artifact");
    } else {
      checkList(section, "files", true);
    }
  }

  private void checkList(Section section, String key, boolean warnOfText) {
    Node node = section.value(key);
    if (node instanceof Mapping) {
      findings.report(
          BuildRule.SCALAR_FILES,
          Severity.ERROR,
          node,
          section.at(key),
          "expected a list of paths, found a mapping",
          "",
          "begin each path with a dash");
    } else if (node instanceof Scalar && !node.isNull() && warnOfText) {
      findings.report(
          BuildRule.SCALAR_FILES,
          node,
          section.at(key),
          "a text is taken as a list of one",
          "",
          "write it as a list");
    }
  }

  private ArtifactFiles definition(Section section) {
    for (String unused : List.of("enable-symlinks", "s3-prefix")) {
      if (section.value(unused) != null) {
        BuildspecReader.readOver(findings, section, unused);
      }
    }
    if (section.value("type") != null) {
      findings.report(
          BuildRule.TYPE_DEPRECATED,
          section.keyNode("type"),
          section.at("type"),
          "\"type\" is of version 0.1 and has no effect",
          "",
          "remove it");
    }
    checkList(section, "exclude-paths", false);
    List<String> files = BuildspecReader.texts(section, "files", BuildRule.MAPPING_ITEM);
    int index = 0;
    for (Node item : section.items("files")) {
      if (item instanceof Scalar scalar && scalar.text().endsWith("/")) {
        findings.report(
            BuildRule.DIRECTORY_PATTERN,
            item,
            section.at("files").item(index),
            "a directory is never stored for itself",
            "",
            "write \"" + scalar.text() + "**/*\"");
      }
      index++;
    }
    return new ArtifactFiles(
        files,
        section.text("name", BuildRule.ARTIFACT_KEY),
        section.flag("discard-paths", false, BuildRule.YES_OR_NO),
        section.text("base-directory", BuildRule.ARTIFACT_KEY),
        BuildspecReader.texts(section, "exclude-paths", BuildRule.MAPPING_ITEM));
  }
}
