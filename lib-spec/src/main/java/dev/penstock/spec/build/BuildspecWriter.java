package dev.penstock.spec.build;

import dev.penstock.spec.build.Buildspec.ArtifactFiles;
import dev.penstock.spec.build.Buildspec.Artifacts;
import dev.penstock.spec.build.Buildspec.Env;
import dev.penstock.spec.build.Buildspec.Phase;
import dev.penstock.spec.build.Buildspec.Proxy;
import dev.penstock.spec.build.Buildspec.Version;
import java.util.List;
import java.util.Map;

/** Writes a buildspec, in the order in which the documentation lists its sections. */
final class BuildspecWriter {

  private BuildspecWriter() {}

  static String write(Buildspec spec) {
    Tree root = new Tree();
    root.plain("version", spec.version().text());
    root.text("run-as", spec.runAs());
    env(spec.env(), spec.version(), root);
    proxy(spec.proxy(), root);
    spec.batch().ifPresent(batch -> root.put("batch", BatchWriter.write(batch)));
    phases(spec.phases(), root);
    reports(spec.reports(), root);
    spec.artifacts().ifPresent(artifacts -> artifacts(artifacts, root));
    spec.cache().ifPresent(cache -> cache(cache, root));
    spec.unknown().forEach(root::add);
    return BlockYaml.write(root.value());
  }

  private static void env(Env env, Version version, Tree root) {
    Tree written = new Tree();
    written.text("shell", env.shell());
    written.texts("variables", env.variables());
    written.texts("parameter-store", env.parameterStore());
    Tree secrets = new Tree();
    env.secretsManager().forEach((name, secret) -> secrets.text(name, secret.toString()));
    written.putUnlessEmpty("secrets-manager", secrets);
    written.list("exported-variables", env.exportedVariables());
    written.flag("git-credential-helper", env.gitCredentialHelper());
    boolean hasVariablesOnly =
        new Env(env.shell(), env.variables(), Map.of(), Map.of(), List.of(), false).equals(env)
            && env.shell().isEmpty();
    if (version == Version.V0_1 && hasVariablesOnly) {
      Tree old = new Tree();
      old.texts("plaintext", env.variables());
      root.putUnlessEmpty("environment_variables", old);
    } else {
      root.putUnlessEmpty("env", written);
    }
  }

  private static void proxy(Proxy proxy, Tree root) {
    Tree written = new Tree();
    written.flag("upload-artifacts", proxy.uploadArtifacts());
    written.flag("logs", proxy.logs());
    root.putUnlessEmpty("proxy", written);
  }

  private static void phases(Map<BuildPhase, Phase> phases, Tree root) {
    Tree written = new Tree();
    phases.forEach((name, phase) -> written.put(name.key(), phase(name, phase).value()));
    root.putUnlessEmpty("phases", written);
  }

  private static Tree phase(BuildPhase name, Phase phase) {
    Tree written = new Tree();
    written.text("run-as", phase.runAs());
    written.text("on-failure", phase.onFailure().map(OnFailure::toString));
    if (name == BuildPhase.INSTALL) {
      written.texts("runtime-versions", phase.runtimeVersions());
    }
    List<String> commands = phase.commands().stream().map(Command::text).toList();
    if (phase.equals(Phase.NONE)) {
      written.fullList("commands", commands);
    }
    written.list("commands", commands);
    written.list("finally", phase.finallyCommands().stream().map(Command::text).toList());
    if (phase.hasSteps()) {
      written.put("steps", Tree.list(phase.steps().stream().map(BuildspecWriter::step).toList()));
    }
    return written;
  }

  static Tree step(Step step) {
    Tree written = new Tree();
    written.text("id", step.id());
    written.text("name", step.name());
    written.text("if", step.condition());
    if (step.work() instanceof Step.Uses uses) {
      written.text("uses", uses.action());
      written.texts("with", uses.inputs());
    } else if (step.work() instanceof Step.Run run) {
      written.text("run", run.script());
      written.text("shell", run.shell());
    }
    written.texts("env", step.env());
    written.text("continue-on-error", step.continueOnError());
    written.text("timeout-minutes", step.timeoutMinutes());
    return written;
  }

  private static void reports(Map<String, ReportGroup> reports, Tree root) {
    Tree written = new Tree();
    reports.forEach(
        (name, group) -> {
          Tree report = new Tree();
          report.fullList("files", group.files());
          if (!group.fileFormat().equals(ReportFormat.JUNITXML.name())) {
            report.text("file-format", group.fileFormat());
          }
          report.text("base-directory", group.baseDirectory());
          report.flag("discard-paths", group.discardPaths());
          written.put(name, report.value());
        });
    root.putUnlessEmpty("reports", written);
  }

  private static void artifacts(Artifacts artifacts, Tree root) {
    Tree written = new Tree();
    artifacts.primary().ifPresent(files -> files(files, written));
    Tree secondary = new Tree();
    artifacts
        .secondary()
        .forEach(
            (identifier, files) -> {
              Tree one = new Tree();
              files(files, one);
              secondary.put(identifier, one.value());
            });
    written.putUnlessEmpty("secondary-artifacts", secondary);
    root.put("artifacts", written.value());
  }

  private static void files(ArtifactFiles files, Tree written) {
    written.fullList("files", files.files());
    written.text("name", files.name());
    written.flag("discard-paths", files.discardPaths());
    written.text("base-directory", files.baseDirectory());
    written.list("exclude-paths", files.excludePaths());
    written.flag("enable-symlinks", files.enableSymlinks());
    written.text("s3-prefix", files.s3Prefix());
  }

  private static void cache(BuildCache cache, Tree root) {
    Tree written = new Tree();
    written.fullList("paths", cache.paths());
    written.text("key", cache.key());
    written.list("fallback-keys", cache.fallbackKeys());
    if (cache.action() != BuildCache.Action.BOTH) {
      written.plain("action", cache.action() == BuildCache.Action.SAVE ? "save" : "restore");
    }
    root.put("cache", written.value());
  }
}
