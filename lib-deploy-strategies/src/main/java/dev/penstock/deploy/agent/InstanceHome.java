package dev.penstock.deploy.agent;

import dev.penstock.deploy.DeploymentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the agent keeps on an instance for one group: bundles, logs, the cleanup list, which
 * deployment was installed last and which was downloaded last.
 *
 * <pre>
 * .penstock/group-shop/installed                   id of the deployment installed last
 * .penstock/group-shop/downloaded                  id of the deployment downloaded last
 * .penstock/group-shop/cleanup                     what the installation put where
 * .penstock/group-shop/running                     deployment and event whose scripts run
 * .penstock/group-shop/deployments/deployment-shop-7/bundle   the unpacked bundle
 * .penstock/group-shop/deployments/deployment-shop-7/scripts.log
 * </pre>
 *
 * @param root the instance's root
 * @param directory the directory of the group
 * @param files makes the changes
 */
record InstanceHome(Root root, Path directory, InstanceFiles files) {

  private static final String NOTES = ".penstock";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._+=,@-]+");
  private static final String DEPLOYMENT = "deployment-";

  /** The home of a group, which is made if it is not there. */
  static InstanceHome of(Root root, String groupId, InstanceFiles files) throws IOException {
    InstanceHome home = existing(root, groupId, files);
    if (!Files.isDirectory(home.directory)) {
      files.createDirectories(home.directory);
    }
    return home;
  }

  /** The home of a group, which may not be there. */
  static InstanceHome existing(Root root, String groupId, InstanceFiles files) throws IOException {
    requireName(groupId);
    Path directory = notes(root).resolve("group-" + groupId);
    root.requireInside(directory);
    return new InstanceHome(root, directory, files);
  }

  static Path notes(Root root) {
    return root.path().resolve(NOTES);
  }

  /** Whether a path belongs to the agent's notes, where nothing is installed. */
  boolean isNote(Path path) {
    return path.startsWith(notes(root));
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
    return deployment(deployment).resolve("bundle");
  }

  Path partialBundle(DeploymentId deployment) throws IOException {
    return deployment(deployment).resolve("bundle.part");
  }

  /** Where a transfer may keep an archive until it is unpacked. */
  Path archive(DeploymentId deployment) throws IOException {
    return deployment(deployment).resolve("bundle.archive");
  }

  Path log(DeploymentId deployment) throws IOException {
    return deployment(deployment).resolve("scripts.log");
  }

  private Path deployments() {
    return directory.resolve("deployments");
  }

  /** What is kept of one deployment. */
  Path deployment(DeploymentId deployment) throws IOException {
    requireName(deployment.text());
    return deployments().resolve(DEPLOYMENT + deployment.text());
  }

  private static void requireName(String text) throws IOException {
    if (!NAME.matcher(text).matches()) {
      throw new IOException("\"" + text + "\" cannot be part of a directory's name");
    }
  }

  /** Whether the deployment's bundle is there, whole. */
  boolean hasBundle(DeploymentId deployment) throws IOException {
    return Files.isDirectory(bundle(deployment), LinkOption.NOFOLLOW_LINKS);
  }

  Optional<DeploymentId> installed() throws IOException {
    return pointer("installed");
  }

  Optional<DeploymentId> downloaded() throws IOException {
    return pointer("downloaded");
  }

  private Optional<DeploymentId> pointer(String name) throws IOException {
    Path note = directory.resolve(name);
    if (!Files.exists(note)) {
      return Optional.empty();
    }
    String text = Files.readString(note).strip();
    requireName(text);
    return Optional.of(new DeploymentId(text));
  }

  void setInstalled(DeploymentId deployment) throws IOException {
    files.replace(directory.resolve("installed"), deployment.text() + "\n");
  }

  void setDownloaded(DeploymentId deployment) throws IOException {
    files.replace(directory.resolve("downloaded"), deployment.text() + "\n");
  }

  /** Notes that the scripts of an event begin; true if they had begun and not ended before. */
  boolean begin(DeploymentId deployment, String event) throws IOException {
    Path note = running();
    String text = deployment.text() + " " + event + "\n";
    if (Files.exists(note) && Files.readString(note).equals(text)) {
      return true;
    }
    files.replace(note, text);
    return false;
  }

  /** Notes that the scripts of the event have ended. */
  void end() throws IOException {
    if (Files.exists(running())) {
      files.delete(running());
    }
  }

  private Path running() {
    return directory.resolve("running");
  }

  /** The number of the next local run, which no other run has got. */
  long nextRun() throws IOException {
    Path note = directory.resolve("local-runs");
    String last = Files.exists(note) ? Files.readString(note).strip() : "0";
    if (!last.matches("\\d{1,18}")) {
      throw new IOException(root.shown(note) + " holds no number");
    }
    long next = Long.parseLong(last) + 1;
    files.replace(note, next + "\n");
    return next;
  }

  /**
   * Removes the oldest deployments until so many are left, but never the one installed last nor the
   * present one, which is the one downloaded last. One that is being removed has another name
   * first, so that half of it is never taken for a bundle.
   */
  void retire(DeploymentId present, int most) throws IOException {
    List<Path> old = new ArrayList<>();
    List<Path> retired = new ArrayList<>();
    try (Stream<Path> all = Files.list(deployments())) {
      all.forEach(
          path -> (path.getFileName().toString().startsWith(DEPLOYMENT) ? old : retired).add(path));
    }
    for (Path path : retired) {
      files.deleteTree(path); // a kill has interrupted this
    }
    int surplus = old.size() - most;
    List<DeploymentId> needed = new ArrayList<>(List.of(present));
    installed().ifPresent(needed::add);
    old.removeIf(path -> needed.stream().anyMatch(id -> path.endsWith(DEPLOYMENT + id.text())));
    old.sort(Comparator.comparing(InstanceHome::modified).thenComparing(Path::toString));
    for (int i = 0; i < surplus && i < old.size(); i++) {
      Path path = old.get(i);
      Path leaving = path.resolveSibling("retired-" + path.getFileName());
      files.move(path, leaving);
      files.deleteTree(leaving);
    }
  }

  private static FileTime modified(Path path) {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      return FileTime.fromMillis(0); // it goes first
    }
  }
}
