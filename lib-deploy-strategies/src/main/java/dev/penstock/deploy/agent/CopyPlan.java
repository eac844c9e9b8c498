package dev.penstock.deploy.agent;

import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.InstallPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
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
  private static final int DEEPEST = BundleLimits.DEEPEST;

  /** How many files and directories one installation may create. */
  private static final int MOST = 1_000_000;

  /** How many conflicts are reported. */
  private static final int MOST_FAULTS = 1_000;

  private final Root bundle;
  private final InstanceHome home;
  private final FileExistsBehavior behavior;
  private final boolean copiesLinkedDirectories;
  private final Presence presence;
  private final Map<Path, Path> files = new LinkedHashMap<>(); // target to source
  private final Map<Path, Boolean> directories = new LinkedHashMap<>(); // whether to be created
  private final List<Path> overwritten = new ArrayList<>();
  private final List<Path> retained = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final Deque<Path> linked = new ArrayDeque<>(); // real directories that we are in

  CopyPlan(
      Root bundle,
      InstanceHome home,
      FileExistsBehavior behavior,
      AgentConformance conformance,
      Presence presence) {
    this.bundle = bundle;
    this.home = home;
    this.behavior = behavior;
    this.copiesLinkedDirectories = conformance.copiesLinkedDirectories();
    this.presence = presence;
  }

  /** Plans all copies; what is wrong with them is found in {@link #faults()}. */
  CopyPlan addAll(InstallPlan plan) {
    for (InstallPlan.FileCopy copy : plan.files()) {
      try {
        add(copy);
      } catch (IOException e) {
        fault(
            Root.printable(copy.source())
                + " to "
                + Root.printable(copy.destination())
                + ": "
                + e.getMessage());
      }
    }
    return this;
  }

  /**
   * Checks that nothing is wrong.
   *
   * @throws IOException if something is; the message lists all of it
   */
  CopyPlan requireSound() throws IOException {
    if (!faults.isEmpty()) {
      throw new IOException(String.join("; ", faults));
    }
    return this;
  }

  List<String> faults() {
    return Collections.unmodifiableList(faults);
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

  /** The directories that the installation puts something into and that were there before. */
  List<Path> oldDirectories() {
    List<Path> old = new ArrayList<>(directories.keySet());
    old.removeIf(directories::get);
    return old;
  }

  /** The files and links to create: target to source. */
  Map<Path, Path> files() {
    return Collections.unmodifiableMap(files);
  }

  /** The files among {@link #files()} that take the place of others. */
  List<Path> overwritten() {
    return Collections.unmodifiableList(overwritten);
  }

  /** The files that are left as they are. */
  List<Path> retained() {
    return Collections.unmodifiableList(retained);
  }

  boolean isDirectory(Path path) {
    return directories.containsKey(path) || presence.isDirectory(path);
  }

  private void fault(String what) {
    if (faults.size() < MOST_FAULTS) {
      faults.add(what);
    }
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
    requirePrintable(destination);
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
    Path real = source.toRealPath();
    if (linked.contains(real)) {
      throw new IOException(
          "the symbolic link " + bundle.shown(source) + " leads to a directory that it lies in");
    }
    linked.push(real);
    try {
      List<Path> children;
      try (Stream<Path> listed = Files.list(source)) {
        children = listed.sorted().toList();
      }
      for (Path child : children) {
        Path target = destination.resolve(child.getFileName());
        if (isDirectoryToCopy(child)) {
          addDirectory(target);
          addContents(child, target, depth + 1);
        } else {
          addFile(child, target);
        }
      }
    } finally {
      linked.pop();
    }
  }

  /** A link to a directory is one only for those who ask for that (D-049). */
  private boolean isDirectoryToCopy(Path child) throws IOException {
    if (!Files.isDirectory(child)) {
      return false;
    }
    if (!Files.isSymbolicLink(child)) {
      return true;
    }
    if (copiesLinkedDirectories) {
      bundle.requireInside(child);
    }
    return copiesLinkedDirectories;
  }

  /** Plans a directory and those above it; planning one twice is fine (D-047). */
  private void addDirectory(Path directory) throws IOException {
    if (directories.containsKey(directory) || directory.equals(home.root().path())) {
      return;
    }
    requirePrintable(directory);
    Path parent = directory.getParent();
    if (parent != null) {
      addDirectory(parent);
    }
    boolean exists = presence.isThere(directory);
    if (exists && !presence.isDirectory(directory)) {
      fault(shown(directory) + " is no directory and cannot become one");
    }
    if (files.containsKey(directory)) {
      fault(shown(directory) + " would be both a file and a directory");
    }
    directories.put(directory, !exists);
    requireBounded();
  }

  private void addFile(Path source, Path target) throws IOException {
    if (home.isNote(target)) {
      throw new IOException(shown(target) + " is where the agent keeps its notes");
    }
    requirePrintable(target);
    if (Files.isSymbolicLink(source)) {
      requireLinkInside(source, target);
    } else if (!Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(bundle.shown(source) + " is no file, directory or link");
    }
    Path other = files.get(target);
    if (other != null) {
      fault(
          shown(target)
              + " is written twice: from "
              + bundle.shown(other)
              + " and from "
              + bundle.shown(source));
    } else if (directories.containsKey(target)) {
      fault(shown(target) + " would be both a file and a directory");
    } else if (mayWrite(source, target)) {
      files.put(target, source);
    }
    requireBounded();
  }

  private void requireBounded() throws IOException {
    if (files.size() + directories.size() > MOST) {
      throw new IOException("there are more than " + MOST + " files and directories to create");
    }
  }

  /** The cleanup list has one path a line. */
  private void requirePrintable(Path target) throws IOException {
    if (target.toString().chars().anyMatch(Character::isISOControl)) {
      throw new IOException(
          "a control character in the name \"" + Root.printable(shown(target)) + "\"");
    }
  }

  /** What is there already is a fault, is replaced, or is kept (D-048). */
  private boolean mayWrite(Path source, Path target) {
    if (!presence.isThere(target)) {
      return true;
    }
    if (behavior == FileExistsBehavior.RETAIN) {
      retained.add(target);
      return false;
    }
    boolean canReplace =
        behavior == FileExistsBehavior.OVERWRITE
            && presence.isPlainFile(target)
            && !Files.isSymbolicLink(source);
    if (canReplace) {
      overwritten.add(target);
    } else {
      fault(
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
