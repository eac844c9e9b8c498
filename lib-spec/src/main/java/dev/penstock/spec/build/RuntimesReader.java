package dev.penstock.spec.build;

import com.google.common.collect.ImmutableSet;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code runtime-versions} of the install phase (B-090). */
final class RuntimesReader {

  private static final String KEY = "runtime-versions";
  private static final Set<String> RUNTIMES =
      ImmutableSet.of(
          "java", "nodejs", "python", "ruby", "php", "golang", "dotnet", "docker", "rust",
          "android");

  private final Section install;
  private final Findings findings;
  private final Optional<BuildImage> image;

  RuntimesReader(Section install, Optional<BuildImage> image) {
    this.install = install;
    this.findings = install.findings();
    this.image = image;
  }

  Map<String, String> read() {
    Node node = install.value(KEY);
    if (node == null) {
      return Map.of();
    }
    Optional<Section> section = install.section(KEY, BuildRule.RUNTIME_KIND);
    if (node.isNull() || section.filter(s -> s.mapping().entries().isEmpty()).isPresent()) {
      findings.report(
          BuildRule.NO_RUNTIME,
          install.keyNode(KEY),
          install.at(KEY),
          "no runtime is named",
          "",
          "remove it");
    }
    return section.map(s -> s.each(entry -> version(s, entry))).orElse(Map.of());
  }

  private @Nullable String version(Section section, Mapping.Entry entry) {
    if (!RUNTIMES.contains(entry.name())) {
      findings.report(
          BuildRule.UNKNOWN_RUNTIME,
          entry.key(),
          section.at(entry.name()),
          "unknown runtime \"" + entry.name() + "\"",
          String.join(", ", RUNTIMES),
          Level.suggestion(entry.name(), RUNTIMES),
          Fixes.correctedKey(section, entry, RUNTIMES));
    }
    if (!(entry.value() instanceof Scalar version)) {
      findings.report(
          BuildRule.RUNTIME_KIND,
          entry.value(),
          section.at(entry.name()),
          "expected a version, found " + entry.value().kind());
      return null;
    }
    if (version.text().isBlank()) {
      findings.report(
          BuildRule.NO_RUNTIME,
          entry.key(),
          section.at(entry.name()),
          "no version is named",
          "",
          "write \"latest\"");
      return null;
    }
    if (version.isPlain() && PlainValue.endsInZero(version.text())) {
      findings.report(
          BuildRule.UNQUOTED_VERSION,
          version,
          section.at(entry.name()),
          "other tools lose the last zero of " + version.text(),
          "",
          "quote it",
          version.quoted());
    }
    if (image.isPresent() && !image.get().offers(entry.name(), version.text())) {
      findings.report(
          BuildRule.VERSION_NOT_OFFERED,
          version,
          section.at(entry.name()),
          "the image " + image.get().name() + " has no " + entry.name() + " " + version.text(),
          String.join(", ", image.get().versions(entry.name())),
          "");
    }
    return version.text();
  }
}
