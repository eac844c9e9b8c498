package dev.penstock.deploy.agent;

import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.InstallPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the files of a bundle in their places, after taking those of the one before away. */
final class Installation {
  private final InstanceHome home;
  private final AgentConformance conformance;
  private final @Nullable AccessControl access;
  private final CleanupList cleanup;

  Installation(InstanceHome home, AgentConformance conformance, @Nullable AccessControl access) {
    this.home = home;
    this.conformance = conformance;
    this.access = access;
    this.cleanup = CleanupList.of(home);
  }

  /**
   * Cleans up, plans, copies and sets permissions, in this order (D-110). Repeating it after a kill
   * begins with taking away what the interrupted call had put there.
   */
  void install(InstallPlan plan, Root bundle, FileExistsBehavior behavior) throws IOException {
    if (conformance.checksBeforeCleanup()) {
      planned(plan, bundle, behavior, afterCleanup());
    }
    cleanup.run();
    Planned planned = planned(plan, bundle, behavior, Presence.NOW);
    CopyPlan copies = planned.copies();
    for (Path directory : copies.newDirectories()) {
      home.requireWritable(parentOf(directory));
      cleanup.add(directory);
      if (!Files.isDirectory(directory)) {
        home.files().createDirectory(directory);
      }
    }
    for (Map.Entry<Path, Path> file : copies.files().entrySet()) {
      Path target = file.getKey();
      home.requireWritable(parentOf(target));
      cleanup.add(target);
      home.files().copy(file.getValue(), target);
    }
    for (PermissionPlan.Change change : planned.permissions().changes()) {
      home.files().apply(change, home.root(), access);
    }
  }

  /** What is to be done, checked. */
  private record Planned(CopyPlan copies, PermissionPlan permissions) {}

  private Planned planned(
      InstallPlan plan, Root bundle, FileExistsBehavior behavior, Presence presence)
      throws IOException {
    CopyPlan copies = copies(bundle, behavior, presence).addAll(plan).requireSound();
    return new Planned(copies, permissions(plan, copies));
  }

  CopyPlan copies(Root bundle, FileExistsBehavior behavior, Presence presence) {
    return new CopyPlan(bundle, home, behavior, conformance, presence);
  }

  PermissionPlan permissions(InstallPlan plan, CopyPlan copies) throws IOException {
    return PermissionPlan.of(plan.permissions(), copies, home.root(), conformance, access != null);
  }

  /** What is removed before anything is copied, last first. */
  List<Path> removals() throws IOException {
    return cleanup.removals();
  }

  /** The instance as it will be once the files of the installation before are gone. */
  Presence afterCleanup() throws IOException {
    return new Presence(new HashSet<>(cleanup.removals()));
  }

  private Path parentOf(Path path) {
    Path parent = path.getParent();
    return parent == null ? home.root().path() : parent;
  }
}
