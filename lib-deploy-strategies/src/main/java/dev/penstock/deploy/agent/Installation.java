package dev.penstock.deploy.agent;

import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.InstallPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** Puts the files of a bundle in their places, after taking those of the one before away. */
final class Installation {
  private final InstanceHome home;
  private final CleanupList cleanup;

  Installation(InstanceHome home) {
    this.home = home;
    this.cleanup = new CleanupList(home.cleanup(), home.root());
  }

  /**
   * Cleans up, plans, copies and sets permissions, in this order (D-110). Repeating it after a kill
   * begins with taking away what the interrupted call had put there.
   */
  void install(InstallPlan plan, Root bundle, FileExistsBehavior behavior) throws IOException {
    cleanup.run();
    CopyPlan copies = CopyPlan.of(plan, bundle, home, behavior);
    List<PermissionPlan.Change> permissions =
        PermissionPlan.of(plan.permissions(), copies, home.root());
    for (Path directory : copies.newDirectories()) {
      home.requireWritable(parentOf(directory));
      cleanup.add(directory);
      if (!Files.isDirectory(directory)) {
        Files.createDirectory(directory);
      }
    }
    for (Map.Entry<Path, Path> file : copies.files().entrySet()) {
      Path target = file.getKey();
      home.requireWritable(parentOf(target));
      cleanup.add(target);
      Files.copy(
          file.getValue(),
          target,
          StandardCopyOption.COPY_ATTRIBUTES,
          StandardCopyOption.REPLACE_EXISTING,
          LinkOption.NOFOLLOW_LINKS);
    }
    for (PermissionPlan.Change change : permissions) {
      change.apply(home.root());
    }
  }

  private Path parentOf(Path path) {
    Path parent = path.getParent();
    return parent == null ? home.root().path() : parent;
  }
}
