package dev.penstock.deploy.agent;

import dev.penstock.deploy.DeploymentId;
import dev.penstock.deploy.RevisionSource;
import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.InstallPlan;
import dev.penstock.revision.InstallPlan.HookScript;
import dev.penstock.revision.InstallPlanReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans an installation as if the cleanup had been done, and carries nothing out. */
final class PreviewMaker {
  private final InstanceHome home;
  private final AgentConformance conformance;
  private final @Nullable AccessControl access;

  PreviewMaker(InstanceHome home, AgentConformance conformance, @Nullable AccessControl access) {
    this.home = home;
    this.conformance = conformance;
    this.access = access;
  }

  InstallPreview preview(
      DeploymentSpecification specification, Root bundle, InstallPlanReader plans)
      throws IOException {
    InstallPlan plan = plans.read(bundle.path());
    FileExistsBehavior behavior =
        plan.fileExistsBehavior().orElse(specification.fileExistsBehavior());
    Installation installation = new Installation(home, conformance, access);
    List<Path> removals = installation.removals();
    CopyPlan copies =
        installation.copies(bundle, behavior, new Presence(new HashSet<>(removals))).addAll(plan);
    List<String> conflicts = new ArrayList<>(copies.faults());
    List<String> warnings = new ArrayList<>();
    try {
      warnings.addAll(installation.permissions(plan, copies).warnings());
    } catch (IOException e) {
      conflicts.add(String.valueOf(e.getMessage()));
    }
    return new InstallPreview(
        shown(removals),
        creates(copies),
        shown(copies.overwritten()),
        shown(copies.retained()),
        conflicts,
        warnings,
        hooks(specification, plan, plans));
  }

  private List<String> creates(CopyPlan copies) {
    Set<Path> overwritten = new HashSet<>(copies.overwritten());
    List<Path> created = new ArrayList<>(copies.newDirectories());
    for (Path file : copies.files().keySet()) {
      if (!overwritten.contains(file)) {
        created.add(file);
      }
    }
    return shown(created);
  }

  private List<String> shown(List<Path> paths) {
    return paths.stream().map(home.root()::shown).toList();
  }

  private List<InstallPreview.Hook> hooks(
      DeploymentSpecification specification, InstallPlan plan, InstallPlanReader plans)
      throws IOException {
    List<InstallPreview.Hook> hooks = new ArrayList<>();
    for (String event : LocalEvents.DEFAULT) {
      if (LocalEvents.isOwnWork(event)) {
        continue;
      }
      RevisionSource source = HookSupplier.of(event, specification.isBlueGreenRollback());
      Optional<DeploymentId> whose = HookSupplier.on(source, home, specification.deployment());
      boolean isCurrent = whose.filter(specification.deployment()::equals).isPresent();
      hooks.add(
          whose.isEmpty() || isCurrent
              ? new InstallPreview.Hook(
                  event, whose, whose.isEmpty() ? List.of() : locations(plan, event), "")
              : oldHook(event, whose.get(), plans));
    }
    return hooks;
  }

  private InstallPreview.Hook oldHook(String event, DeploymentId whose, InstallPlanReader plans)
      throws IOException {
    if (!home.hasBundle(whose)) {
      return new InstallPreview.Hook(
          event,
          Optional.of(whose),
          List.of(),
          "the bundle of deployment " + whose + " is missing");
    }
    try {
      InstallPlan old = plans.read(home.bundle(whose).toRealPath());
      return new InstallPreview.Hook(event, Optional.of(whose), locations(old, event), "");
    } catch (IOException e) {
      return new InstallPreview.Hook(
          event, Optional.of(whose), List.of(), String.valueOf(e.getMessage()));
    }
  }

  private static List<String> locations(InstallPlan plan, String event) {
    return plan.hooks(event).stream().map(HookScript::location).toList();
  }
}
