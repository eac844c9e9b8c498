package dev.penstock.deploy.agent;

import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.InstallPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an installation is going to create, checked before anything is touched. All conflicts are
 * reported together.
 */
final class CopyPlan {

  /** How deep a bundle may be nested below one source. */
  private static final int DEEPEST = 64;

  /** How many files one installation may copy. */
  private static final int MOST = 100_000;

  private final Root bundle;
  private final InstanceHome home;
  private final FileExistsBehavior behavior;
  private final Map<Path, Path> files = new LinkedHashMap<>(); // target to source
  private final Map<Path, Boolean> directories = new LinkedHashMap<>(); // whether to be created
  private final List<String> faults = new ArrayList<>();

  private CopyPlan(Root bundle, InstanceHome home, FileExistsBehavior behavior) {
    this.bundle = bundle;
    this.home = home;
    this.behavior = behavior;
  }

  static CopyPlan of(InstallPlan plan, Root bundle, InstanceHome home, FileExistsBehavior behavior)
      throws IOException {
    CopyPlan copies = new CopyPlan(bundle, home, behavior);
    for (InstallPlan.FileCopy copy : plan.files()) {
      try {
        copies.add(copy);
      } catch (IOException e) {
        copies.faults.add(copy.source() + " to " + copy.destination() + ": " + e.getMessage());
      }
    }
    if (!copies.faults.isEmpty()) {
      throw new IOException(String.join("; ", copies.faults));
    }
    return copies;
  }

  /** The directories to create, parents first. */
  List<Path> newDirectories() {
    List<Path> created = new ArrayList<>();
    directories.forEach(
        (directory, isNew) -> {
          if (isNew) {
            created.add(directory);
          }
        });
    return created;
  }

  /** The files and links to create: target to source. */
  Map<Path, Path> files() {
    return files;
  }

  boolean isDirectory(Path path) {
    return directories.containsKey(path) || Files.isDirectory(path);
  }

  private void add(InstallPlan.FileCopy copy) throws IOException {
    Path source = bundle.resolve(copy.source());
    if (!Files.exists(source)) {
      throw new IOException("the bundle has no such file or directory");
    }
    Path destination = home.root().resolve(copy.destination());
    if (home.isNote(destination)) {
      throw new IOException("the destination is where the agent keeps its notes");
    }
    addDirectory(destination);
    if (Files.isDirectory(source)) {
      addContents(source, destination, 0);
    } else {
      addFile(source, destination.resolve(source.getFileName()));
    }
  }

  private void addContents(Path source, Path destination, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IOException("the bundle is nested more than " + DEEPEST + " levels deep");
    }
    List<Path> children;
    try (Stream<Path> listed = Files.list(source)) {
      children = listed.sorted().toList();
    }
    for (Path child : children) {
      Path target = destination.resolve(child.getFileName());
      if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
        addDirectory(target);
        addContents(child, target, depth + 1);
      } else {
        addFile(child, target);
      }
    }
  }

  /** Plans a directory and those above it; planning one twice is fine (D-047). */
  private void addDirectory(Path directory) {
    if (directories.containsKey(directory) || directory.equals(home.root().path())) {
      return;
    }
    Path parent = directory.getParent();
    if (parent != null) {
      addDirectory(parent);
    }
    boolean exists = Files.exists(directory, LinkOption.NOFOLLOW_LINKS);
    if (exists && !Files.isDirectory(directory)) {
      faults.add(shown(directory) + " is no directory and cannot become one");
    }
    if (files.containsKey(directory)) {
      faults.add(shown(directory) + " would be both a file and a directory");
    }
    directories.put(directory, !exists);
  }

  private void addFile(Path source, Path target) throws IOException {
    if (home.isNote(target)) {
      throw new IOException(shown(target) + " is where the agent keeps its notes");
    }
    if (target.toString().indexOf('\n') >= 0) {
      throw new IOException("a file name holds a line end");
    }
    if (Files.isSymbolicLink(source)) {
      requireLinkInside(source, target);
    }
    Path other = files.get(target);
    if (other != null) {
      faults.add(
          shown(target)
              + " is written twice: from "
              + bundle.shown(other)
              + " and from "
              + bundle.shown(source));
    } else if (directories.containsKey(target)) {
      faults.add(shown(target) + " would be both a file and a directory");
    } else if (mayWrite(source, target)) {
      files.put(target, source);
    }
    if (files.size() > MOST) {
      throw new IOException("there are more than " + MOST + " files to copy");
    }
  }

  /** What is there already is a fault, is replaced, or is kept (D-048). */
  private boolean mayWrite(Path source, Path target) {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    if (behavior == FileExistsBehavior.RETAIN) {
      return false;
    }
    boolean canReplace =
        behavior == FileExistsBehavior.OVERWRITE
            && Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
            && !Files.isSymbolicLink(source);
    if (!canReplace) {
      faults.add(
          shown(target)
              + (behavior == FileExistsBehavior.DISALLOW
                  ? " exists and was not put there by the installation before; to replace or keep"
                      + " it say OVERWRITE or RETAIN"
                  : " exists and is no plain file, or a link should take its place"));
    }
    return canReplace;
  }

  /** A link is created as it is in the bundle, so it must not lead out of the instance. */
  private void requireLinkInside(Path source, Path target) throws IOException {
    Path leadsTo = Files.readSymbolicLink(source);
    @Nullable Path parent = target.getParent();
    if (leadsTo.isAbsolute()
        || parent == null
        || !parent.resolve(leadsTo).normalize().startsWith(home.root().path())) {
      throw new IOException(
          "the symbolic link " + bundle.shown(source) + " leads out of " + home.root().name());
    }
  }

  private String shown(Path target) {
    return home.root().shown(target);
  }
}
