package dev.penstock.spec.build;

import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.build.Buildspec.ArtifactFiles;
import dev.penstock.spec.build.Buildspec.Artifacts;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Section;
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
    if (section.value("files") == null) {
      findings.report(
          BuildRule.FILES_MISSING,
          ifMissing,
          section.mapping(),
          section.at("files"),
          "no files are named",
          "",
          "add \"files:\" with '**/*', or with what is meant");
    }
  }

  private ArtifactFiles definition(Section section) {
    if (section.value("type") != null) {
      findings.report(
          BuildRule.TYPE_DEPRECATED,
          section.keyNode("type"),
          section.at("type"),
          "\"type\" is of version 0.1 and has no effect",
          "",
          "remove it");
    }
    List<String> files = FileLists.paths(section, "files");
    FileLists.checkDirectories(section, "files");
    return new ArtifactFiles(
        files,
        section.text("name", BuildRule.ARTIFACT_KEY),
        section.flag("discard-paths", false, BuildRule.YES_OR_NO),
        section.text("base-directory", BuildRule.ARTIFACT_KEY),
        FileLists.eitherForm(section, "exclude-paths"),
        section.flag("enable-symlinks", false, BuildRule.YES_OR_NO),
        section.text("s3-prefix", BuildRule.ARTIFACT_KEY));
  }
}
