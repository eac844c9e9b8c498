package dev.penstock.deploy.agent;

import dev.penstock.deploy.DeploymentId;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the agent keeps on an instance for one group: bundles, logs, the cleanup list, and which
 * deployment was installed last.
 *
 * <pre>
 * .penstock/group-shop/installed                   id of the deployment installed last
 * .penstock/group-shop/cleanup                     what it put where
 * .penstock/group-shop/deployments/deployment-shop-7/bundle   the unpacked bundle
 * .penstock/group-shop/deployments/deployment-shop-7/scripts.log
 * </pre>
 *
 * @param root the instance's root
 * @param directory the directory of the group
 */
record InstanceHome(Root root, Path directory) {

  /** How many bundles are kept, the one being deployed included (D-113). */
  static final int KEPT = 5;

  private static final String NOTES = ".penstock";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._+=,@-]+");

  static InstanceHome of(Root root, String group) throws IOException {
    requireName(group);
    Path directory = root.path().resolve(NOTES).resolve("group-" + group);
    root.requireInside(directory);
    Files.createDirectories(directory);
    return new InstanceHome(root, directory);
  }

  /** Whether a path belongs to the agent's notes, where nothing is installed. */
  boolean isNote(Path path) {
    return path.startsWith(root.path().resolve(NOTES));
  }

  /**
   * Checks that something may be put into a directory: no link on the way leads out of the root, or
   * to the notes.
   */
  void requireWritable(Path parent) throws IOException {
    root.requireInside(parent);
    if (isNote(parent.toRealPath())) {
      throw new IOException(root.shown(parent) + " is where the agent keeps its notes");
    }
  }

  Path cleanup() {
    return directory.resolve("cleanup");
  }

  Path bundle(DeploymentId deployment) throws IOException {
    return of(deployment).resolve("bundle");
  }

  Path partialBundle(DeploymentId deployment) throws IOException {
    return of(deployment).resolve("bundle.part");
  }

  Path log(DeploymentId deployment) throws IOException {
    return of(deployment).resolve("scripts.log");
  }

  private Path of(DeploymentId deployment) throws IOException {
    requireName(deployment.text());
    return directory.resolve("deployments").resolve("deployment-" + deployment.text());
  }

  private static void requireName(String text) throws IOException {
    if (!NAME.matcher(text).matches()) {
      throw new IOException("\"" + text + "\" cannot be part of a directory's name");
    }
  }

  Optional<DeploymentId> installed() throws IOException {
    Path note = directory.resolve("installed");
    return Files.exists(note)
        ? Optional.of(new DeploymentId(Files.readString(note).strip()))
        : Optional.empty();
  }

  /** Notes what was installed last; a kill leaves the old note or the new one. */
  void setInstalled(DeploymentId deployment) throws IOException {
    Path part = directory.resolve("installed.part");
    Files.writeString(part, deployment.text() + "\n");
    Files.move(
        part,
        directory.resolve("installed"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes the oldest deployments, never the one installed last nor the present one. */
  void retire(DeploymentId present) throws IOException {
    Optional<DeploymentId> installed = installed();
    List<Path> old = new ArrayList<>();
    try (Stream<Path> all = Files.list(directory.resolve("deployments"))) {
      all.forEach(old::add);
    }
    int surplus = old.size() - KEPT;
    old.removeIf(
        path ->
            path.endsWith("deployment-" + present.text())
                || installed.filter(id -> path.endsWith("deployment-" + id.text())).isPresent());
    old.sort(Comparator.comparing(InstanceHome::modified).thenComparing(Path::toString));
    for (int i = 0; i < surplus && i < old.size(); i++) {
      delete(old.get(i));
    }
  }

  private static FileTime modified(Path path) {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      return FileTime.fromMillis(0); // it goes first
    }
  }

  /** Removes a directory with all that is in it, if it exists; links are not followed. */
  static void delete(Path top) throws IOException {
    if (!Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(emptied);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
