package dev.penstock.deploy.agent;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Looks through an unpacked bundle for what no installation should meet: links that leave it,
 * things that are no files, names that other systems read otherwise, and too much of everything.
 */
final class BundleCheck extends SimpleFileVisitor<Path> {
  private static final Pattern DEVICE =
      Pattern.compile(
          "(con|prn|aux|nul|conin\\$|conout\\$|com[0-9¹²³]|lpt[0-9¹²³])(\\..*)?",
          Pattern.CASE_INSENSITIVE);

  private final Path top;
  private final BundleLimits limits;
  private final Map<String, Path> names = new HashMap<>(); // folded to as written
  private int files;
  private long bytes;

  private BundleCheck(Path top, BundleLimits limits) {
    this.top = top;
    this.limits = limits;
  }

  /**
   * Checks a bundle.
   *
   * @throws IOException if it is not fit to be installed; the message names the file at fault
   */
  static void check(Path bundle, BundleLimits limits) throws IOException {
    Path real = bundle.toRealPath();
    Files.walkFileTree(real, new BundleCheck(real, limits));
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
      throws IOException {
    if (!directory.equals(top)) {
      visit(directory);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    visit(file);
    if (attributes.isSymbolicLink()) {
      checkLink(file);
    } else if (!attributes.isRegularFile()) {
      throw fault(file, "is no file, directory or link, but a device, pipe or socket");
    }
    bytes += attributes.isRegularFile() ? attributes.size() : 0;
    if (bytes > limits.bytes()) {
      throw new IOException("the bundle has more than " + limits.bytes() + " bytes");
    }
    return FileVisitResult.CONTINUE;
  }

  private void visit(Path path) throws IOException {
    if (++files > limits.files()) {
      throw new IOException("the bundle has more than " + limits.files() + " files");
    }
    Path relative = top.relativize(path);
    if (relative.getNameCount() > limits.depth()) {
      throw fault(path, "lies more than " + limits.depth() + " levels deep");
    }
    String name = relative.getFileName().toString();
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw fault(path, "has a control character in its name");
    }
    if (limits.isPortable()) {
      checkPortable(path, name, relative);
    }
  }

  private void checkPortable(Path path, String name, Path relative) throws IOException {
    if (DEVICE.matcher(name).matches()) {
      throw fault(path, "has the name of a device on some systems");
    }
    if (name.endsWith(".") || name.endsWith(" ")) {
      throw fault(path, "ends with a dot or a blank, which some systems drop");
    }
    String folded = fold(relative.toString());
    Path other = names.putIfAbsent(folded, path);
    if (other != null) {
      throw fault(path, "and " + shown(other) + " are one file on systems that ignore case");
    }
  }

  /** As systems compare that ignore case and the way in which accents are written. */
  private static String fold(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }

  private void checkLink(Path link) throws IOException {
    Path leadsTo = Files.readSymbolicLink(link);
    Path parent = link.getParent();
    if (leadsTo.isAbsolute()
        || parent == null
        || !parent.resolve(leadsTo).normalize().startsWith(top)) {
      throw fault(link, "is a link that leads out of the bundle");
    }
    try {
      if (!link.toRealPath().startsWith(top)) {
        throw fault(link, "is a link that leads out of the bundle");
      }
    } catch (NoSuchFileException e) {
      return; // leads nowhere, so also not outside; installed as it is
    } catch (java.nio.file.FileSystemException e) {
      throw fault(link, "is a link that leads around in circles");
    }
  }

  private IOException fault(Path path, String what) {
    return new IOException("the bundle is not safe: " + shown(path) + " " + what);
  }

  private String shown(Path path) {
    return Root.printable(top.relativize(path).toString().replace('\\', '/'));
  }
}
