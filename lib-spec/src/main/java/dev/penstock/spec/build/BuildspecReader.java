package dev.penstock.spec.build;

import dev.penstock.diagnostic.ReadResult;
import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.build.Buildspec.Env;
import dev.penstock.spec.build.Buildspec.Phase;
import dev.penstock.spec.build.Buildspec.Proxy;
import dev.penstock.spec.build.Buildspec.Version;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
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

  static ReadResult<Buildspec> read(SpecSource source, Optional<BuildImage> image) {
    Findings findings = new Findings(source.name());
    Mapping root = TreeReader.read(source, BuildRule::of, findings);
    if (root == null) {
      return findings.refuse();
    }
    return new BuildspecReader(new Section(root, DocumentPath.ROOT, findings), source, image)
        .read();
  }

  private ReadResult<Buildspec> read() {
    Version version = version();
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
    checkPhasesPresent(batch);
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

  private Version version() {
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

  /** B-032: a file without phases is of use only as a batch, or to pass files through. */
  private void checkPhasesPresent(Optional<Batch> batch) {
    Node phases = top.value("phases");
    if (phases != null && !phases.isNull()) {
      return;
    }
    Node at = top.keyNode("phases");
    boolean hasArtifacts = top.value("artifacts") instanceof Mapping;
    boolean hasBatch = top.value("batch") instanceof Mapping;
    if (hasBatch && !hasArtifacts) {
      batchOnly(batch);
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

  private void batchOnly(Optional<Batch> batch) {
    boolean buildsItself =
        batch.isPresent()
            && batch
                .get()
                .builds()
                .fold(
                    list -> anyWithoutBuildspec(list.tasks()),
                    graph -> anyWithoutBuildspec(graph.tasks()),
                    matrix -> matrix.dynamic().buildspecs().isEmpty(),
                    fanout -> true);
    findings.report(
        buildsItself ? BuildRule.BUILDS_ITSELF : BuildRule.BATCH_ONLY,
        top.keyNode("phases"),
        top.at("phases"),
        buildsItself
            ? "a build of the batch would run this file, which has no phases"
            : "only a batch; the file builds nothing itself",
        "",
        buildsItself ? "add \"buildspec:\" to each build" : "");
  }

  private static boolean anyWithoutBuildspec(List<BuildTask> tasks) {
    return tasks.stream().anyMatch(task -> task.buildspec().isEmpty());
  }
}
