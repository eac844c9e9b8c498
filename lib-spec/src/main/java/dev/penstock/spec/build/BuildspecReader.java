package dev.penstock.spec.build;

import dev.penstock.diagnostic.ReadResult;
import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.build.Buildspec.Env;
import dev.penstock.spec.build.Buildspec.Phase;
import dev.penstock.spec.build.Buildspec.Version;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
import dev.penstock.spec.tree.Sequence;
import dev.penstock.spec.tree.TreeReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the top level of a buildspec. */
final class BuildspecReader {

  private static final String OLD_ENV = "environment_variables";
  private static final Set<String> COMPANION_KEYS = Set.of("eb_codebuild_settings");
  private static final Set<String> READ_OVER = Set.of("proxy", "batch", "reports", "cache");

  private final Section top;
  private final Findings findings;

  private BuildspecReader(Section top) {
    this.top = top;
    this.findings = top.findings();
  }

  static ReadResult<Buildspec> read(SpecSource source) {
    Findings findings = new Findings(source.name());
    Mapping root = TreeReader.read(source, BuildRule::of, findings);
    if (root == null) {
      return findings.refuse();
    }
    return new BuildspecReader(new Section(root, DocumentPath.ROOT, findings)).read();
  }

  private ReadResult<Buildspec> read() {
    Version version = version();
    unknownKeys(version);
    checkKinds();
    Optional<String> runAs = runAs(top);
    Env env = env(version);
    Map<BuildPhase, Phase> phases =
        top.value("phases") instanceof Mapping phasesNode
            ? new PhasesReader(new Section(phasesNode, top.at("phases"), findings)).read()
            : Map.of();
    Optional<Buildspec.Artifacts> artifacts =
        top.value("artifacts") instanceof Mapping artifactsNode
            ? new ArtifactsReader(findings)
                .read(new Section(artifactsNode, top.at("artifacts"), findings))
            : Optional.empty();
    checkPhasesPresent();
    return findings.conclude(new Buildspec(version, runAs, env, phases, artifacts));
  }

  private Version version() {
    Node node = top.value("version");
    if (node == null || node.isNull()) {
      findings.report(
          BuildRule.VERSION_MISSING,
          top.keyNode("version"),
          top.at("version"),
          "the version is missing",
          versions(),
          "add \"version: 0.2\"");
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
        "use 0.2");
    return Version.V0_2;
  }

  private static String versions() {
    return Arrays.stream(Version.values()).map(Version::text).collect(Collectors.joining(", "));
  }

  private void unknownKeys(Version version) {
    for (Mapping.Entry entry : top.unknown(Level.TOP.keys())) {
      String name = entry.name();
      if (COMPANION_KEYS.contains(name)) {
        findings.report(
            BuildRule.COMPANION_KEY, entry.key(), top.at(name), "a key of another tool");
      } else if (name.equals(OLD_ENV)) {
        if (version == Version.V0_2) {
          findings.report(
              BuildRule.OLD_KEY,
              entry.key(),
              top.at(name),
              "a key of version 0.1, which version 0.2 ignores",
              "",
              "move its values to \"env.variables\"");
        }
      } else {
        Level.TOP.reportUnknown(entry, top.at(name), findings);
      }
    }
  }

  private void checkKinds() {
    for (String key : List.of("env", "phases", "artifacts", "proxy", "batch", "reports", "cache")) {
      Node node = top.value(key);
      if (node == null) {
        continue;
      }
      if (node.isNull()) {
        if (!key.equals("phases")) {
          findings.report(
              BuildRule.EMPTY_SECTION,
              top.keyNode(key),
              top.at(key),
              "the section is empty",
              "",
              "remove it, or indent what belongs to it");
        }
      } else if (!(node instanceof Mapping)) {
        findings.report(
            BuildRule.SECTION_KIND,
            node,
            top.at(key),
            "expected a mapping, found " + node.kind(),
            "",
            "write \"name: value\" lines below \"" + key + ":\", without dashes");
      } else if (READ_OVER.contains(key)) {
        readOver(findings, top, key);
      }
    }
  }

  /** Says that a part of the file is known, and that this release does nothing with it. */
  static void readOver(Findings findings, Section section, String key) {
    findings.report(
        BuildRule.READ_OVER,
        section.keyNode(key),
        section.at(key),
        "this release reads over \"" + key + "\"");
  }

  static Optional<String> runAs(Section section) {
    Node node = section.value("run-as");
    if (node == null) {
      return Optional.empty();
    }
    if (node instanceof Scalar scalar
        && !scalar.text().isBlank()
        && !scalar.text().startsWith("-")
        && scalar.text().chars().noneMatch(Character::isWhitespace)) {
      return Optional.of(scalar.text());
    }
    section
        .findings()
        .report(
            BuildRule.RUN_AS,
            node,
            section.at("run-as"),
            "expected a user's name, found "
                + (node instanceof Scalar s && !s.isNull() ? "\"" + s.text() + "\"" : node.kind()));
    return Optional.empty();
  }

  private Env env(Version version) {
    if (version == Version.V0_1 && top.value(OLD_ENV) != null) {
      return top.section(OLD_ENV, BuildRule.SECTION_KIND)
          .map(old -> new EnvReader(old).readOld())
          .orElse(Env.NONE);
    }
    if (!(top.value("env") instanceof Mapping mapping)) {
      return Env.NONE;
    }
    if (version == Version.V0_1) {
      findings.report(
          BuildRule.ENV_IN_OLD_VERSION,
          top.keyNode("env"),
          top.at("env"),
          "version 0.1 has no \"env\"",
          "",
          "move to version 0.2");
    }
    return new EnvReader(new Section(mapping, top.at("env"), findings)).read();
  }

  /** B-032: a file without phases is of use only as a batch, or to pass files through. */
  private void checkPhasesPresent() {
    Node phases = top.value("phases");
    if (phases != null && !phases.isNull()) {
      return;
    }
    Node at = top.keyNode("phases");
    boolean hasArtifacts = top.value("artifacts") instanceof Mapping;
    boolean hasBatch = top.value("batch") instanceof Mapping;
    if (hasBatch && !hasArtifacts) {
      findings.report(
          BuildRule.BATCH_ONLY,
          at,
          top.at("phases"),
          "only a batch; the file builds nothing itself");
      return;
    }
    findings.report(
        BuildRule.PHASES_MISSING,
        hasArtifacts ? Severity.WARNING : Severity.ERROR,
        at,
        top.at("phases"),
        "there are no phases",
        String.join(", ", Level.PHASES.keys()),
        "add \"phases:\" with commands");
  }

  /** The texts of a list of texts; what is no text is reported. */
  static List<String> texts(Section section, String key, BuildRule wrongItem) {
    List<String> texts = new ArrayList<>();
    int index = 0;
    for (Node item : section.items(key)) {
      DocumentPath path =
          section.value(key) instanceof Sequence ? section.at(key).item(index) : section.at(key);
      if (item.isNull()) {
        section
            .findings()
            .report(BuildRule.EMPTY_ITEM, item, path, "the item is empty", "", "delete it");
      } else if (item instanceof Scalar scalar) {
        texts.add(scalar.text());
      } else {
        section
            .findings()
            .report(
                wrongItem,
                Severity.ERROR,
                item,
                path,
                "expected a text, found " + item.kind(),
                "",
                "quote the whole item");
      }
      index++;
    }
    return texts;
  }
}
