package dev.penstock.spec.build;

import dev.penstock.diagnostic.ReadResult;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.TagResolver;
import dev.penstock.spec.build.Buildspec.Env;
import dev.penstock.spec.build.Buildspec.Phase;
import dev.penstock.spec.build.Buildspec.Proxy;
import dev.penstock.spec.build.Buildspec.Version;
import dev.penstock.spec.tree.Dialect;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
import dev.penstock.spec.tree.TreeReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the top level of a buildspec. */
final class BuildspecReader {

  private static final String OLD_ENV = "environment_variables";
  private static final Set<String> COMPANION_KEYS = Set.of("eb_codebuild_settings");

  private final Section top;
  private final Findings findings;

  private final SourceText text;
  private final Optional<BuildImage> image;
  private final List<ReadCommand> commands = new ArrayList<>();

  private BuildspecReader(Section top, SpecSource source, Optional<BuildImage> image) {
    this.top = top;
    this.findings = top.findings();
    this.text = new SourceText(source);
    this.image = image;
  }

  static ReadResult<Buildspec> read(
      SpecSource source, Optional<BuildImage> image, TagResolver tags) {
    Findings findings = new Findings(source.name());
    Mapping root =
        TreeReader.read(source, BuildRule::of, findings, Dialect.versioned(tags, CommandNotes::of));
    if (root == null) {
      return findings.refuse();
    }
    return new BuildspecReader(new Section(root, DocumentPath.ROOT, findings), source, image)
        .read();
  }

  /** The mapping that a text is; null if it is something else. */
  static @Nullable Mapping root(String text) {
    return TreeReader.read(new SpecSource("", text), BuildRule::of, new Findings(""));
  }

  /** B-007. */
  static boolean isBuildspec(String text) {
    Mapping root = root(text);
    return root != null
        && root.entry("version") != null
        && Stream.of("phases", "batch", "artifacts").anyMatch(key -> root.entry(key) != null);
  }

  private ReadResult<Buildspec> read() {
    Version version = new VersionReader(top, text).read();
    unknownKeys(version);
    checkKinds();
    Optional<String> runAs = runAs(top);
    Env env = env(version);
    Proxy proxy = section("proxy").map(this::proxy).orElse(Proxy.NONE);
    Optional<Batch> batch = section("batch").flatMap(found -> new BatchReader(found).read());
    Map<BuildPhase, Phase> phases =
        section("phases")
            .map(found -> new PhasesReader(found, text, image, commands).read())
            .orElse(Map.of());
    Map<String, ReportGroup> reports =
        section("reports").map(found -> new ReportsReader(found).read()).orElse(Map.of());
    Optional<Buildspec.Artifacts> artifacts =
        section("artifacts").flatMap(new ArtifactsReader(findings)::read);
    Optional<BuildCache> cache = section("cache").map(found -> new CacheReader(found).read());
    new MissingPhases(top).check(batch);
    boolean hasOldEnv = version == Version.V0_1 && top.value(OLD_ENV) != null;
    Buildspec spec =
        new Buildspec(
            version,
            runAs,
            env,
            proxy,
            batch,
            phases,
            reports,
            artifacts,
            cache,
            UnknownKeys.of(top.mapping(), Shape.of(hasOldEnv)));
    new CommandChecks(commands, top).check(spec, text);
    return findings.conclude(spec);
  }

  /** A section; one of the wrong kind is reported elsewhere. */
  private Optional<Section> section(String key) {
    return top.value(key) instanceof Mapping mapping
        ? Optional.of(new Section(mapping, top.at(key), findings))
        : Optional.empty();
  }

  private Proxy proxy(Section proxy) {
    Level.PROXY.reportUnknown(proxy);
    return new Proxy(
        proxy.flag("upload-artifacts", false, BuildRule.YES_OR_NO),
        proxy.flag("logs", false, BuildRule.YES_OR_NO));
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
        Level.TOP.reportUnknown(top, entry);
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
      }
    }
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
}
