package dev.penstock.deploy.agent;

import dev.penstock.revision.AclEntry;
import dev.penstock.revision.InstallPlan;
import dev.penstock.revision.InstallPlan.PermissionType;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which of the files just copied and directories just created get which permissions. */
final class PermissionPlan {
  private static final String ALL = "**";

  private final CopyPlan copies;
  private final Root root;
  private final AgentConformance conformance;
  private final boolean hasAccessControl;
  private final Map<Path, Change> changes = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();

  private PermissionPlan(
      CopyPlan copies, Root root, AgentConformance conformance, boolean hasAccessControl) {
    this.copies = copies;
    this.root = root;
    this.conformance = conformance;
    this.hasAccessControl = hasAccessControl;
  }

  /** One file or directory whose permissions are set. */
  record Change(Path path, InstallPlan.Permission permission) {

    /** Sets the mode, then the list, then the context, then the ownership (D-074). */
    void apply(Root root, @Nullable AccessControl access, InstanceFiles.Watch watch)
        throws IOException {
      if (Files.isSymbolicLink(path)) {
        return; // what it leads to is not ours to change
      }
      PosixFileAttributeView view =
          Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      if (view == null) {
        throw new IOException(root.shown(path) + ": this file system has no permissions to set");
      }
      if (permission.mode().isPresent()) {
        watch.before("set mode", path);
        view.setPermissions(permissions(permission.mode().get()));
      }
      if (access != null && !permission.acls().isEmpty()) {
        watch.before("set list", path);
        access.setAcl(path, CompleteAcl.of(permission.acls(), view.readAttributes().permissions()));
      }
      if (access != null && permission.context().isPresent()) {
        watch.before("set context", path);
        access.setContext(path, permission.context().get());
      }
      if (permission.group().isPresent() || permission.owner().isPresent()) {
        watch.before("set ownership", path);
        setOwnership(view, root);
      }
    }

    /** Sets the group, then the owner, whose names the host knows only now (D-064). */
    void setOwnership(PosixFileAttributeView view, Root root) throws IOException {
      UserPrincipalLookupService names = path.getFileSystem().getUserPrincipalLookupService();
      try {
        if (permission.group().isPresent()) {
          view.setGroup(names.lookupPrincipalByGroupName(permission.group().get()));
        }
        if (permission.owner().isPresent()) {
          view.setOwner(names.lookupPrincipalByName(permission.owner().get()));
        }
      } catch (FileSystemException | java.nio.file.attribute.UserPrincipalNotFoundException e) {
        throw new IOException(
            root.shown(path) + ": owner or group cannot be set: " + e.getMessage(), e);
      }
    }
  }

  /**
   * Finds what is meant.
   *
   * @throws IOException if two entries mean the same path (D-073), or one cannot be meant
   */
  static PermissionPlan of(
      List<InstallPlan.Permission> permissions,
      CopyPlan copies,
      Root root,
      AgentConformance conformance,
      boolean hasAccessControl)
      throws IOException {
    PermissionPlan plan = new PermissionPlan(copies, root, conformance, hasAccessControl);
    for (InstallPlan.Permission permission : permissions) {
      plan.add(permission);
    }
    return plan;
  }

  List<Change> changes() {
    return new ArrayList<>(changes.values());
  }

  /** What was probably meant otherwise: patterns that match nothing, directories left alone. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  private void add(InstallPlan.Permission permission) throws IOException {
    Path object = root.resolve(permission.object());
    if (permission.mode().isPresent()) {
      permissions(permission.mode().get());
    }
    if (!hasAccessControl && (!permission.acls().isEmpty() || permission.context().isPresent())) {
      throw new IOException(
          Root.printable(permission.object())
              + ": this agent sets no access control lists and no SELinux contexts; set them in a"
              + " hook, or build the agent with an AccessControl");
    }
    if (copies.files().containsKey(object)) {
      if (!permission.pattern().equals(ALL) || !permission.except().isEmpty()) {
        throw new IOException(
            Root.printable(permission.object())
                + " is a file, so its permission has no pattern and no except");
      }
      if (permission.acls().stream().anyMatch(AclEntry::isDefault)) {
        throw new IOException(
            Root.printable(permission.object()) + " is a file, which has no default entries");
      }
      if (permission.types().contains(PermissionType.FILE)) {
        put(object, permission);
      }
    } else if (copies.isDirectory(object)) {
      addDescendants(object, permission);
    }
  }

  /** Only what this installation creates, and never the directory itself (D-070, D-072). */
  private void addDescendants(Path object, InstallPlan.Permission permission) throws IOException {
    if (!conformance.matchesDeeper()) {
      warnAboutSlashes(permission);
    }
    if (permission.types().contains(PermissionType.DIRECTORY)) {
      for (Path directory : copies.oldDirectories()) {
        if (!isMeant(object, directory, permission)) {
          continue;
        }
        if (conformance.permitsExistingDirectories()) {
          put(directory, permission);
        } else {
          warnings.add(
              permission.object()
                  + ": "
                  + root.shown(directory)
                  + " was there before, so its permissions are left as they are (D-469)");
        }
      }
    }
    if (permission.types().contains(PermissionType.DIRECTORY)) {
      for (Path directory : copies.newDirectories()) {
        if (isMeant(object, directory, permission)) {
          put(directory, permission);
        }
      }
    }
    if (permission.types().contains(PermissionType.FILE)) {
      for (Path file : copies.files().keySet()) {
        if (isMeant(object, file, permission)) {
          put(file, permission);
        }
      }
    }
  }

  private void warnAboutSlashes(InstallPlan.Permission permission) {
    List<String> globs = new ArrayList<>(permission.except());
    globs.add(permission.pattern());
    for (String glob : globs) {
      if (glob.indexOf('/') >= 0) {
        warnings.add(
            permission.object()
                + ": \""
                + glob
                + "\" has a slash, so it matches nothing; allowed: names of direct children, or"
                + " \"**\" (D-462)");
      }
    }
  }

  private boolean isMeant(Path object, Path path, InstallPlan.Permission permission) {
    if (path.equals(object) || !path.startsWith(object)) {
      return false;
    }
    Path relative = object.relativize(path);
    return (permission.pattern().equals(ALL) || matches(permission.pattern(), relative))
        && permission.except().stream().noneMatch(except -> matches(except, relative));
  }

  /**
   * Direct children only, unless patterns with a slash reach deeper; a star stands for any run of
   * characters within a name (D-071).
   */
  private boolean matches(String pattern, Path relative) {
    if (!conformance.matchesDeeper() || pattern.indexOf('/') < 0) {
      return relative.getNameCount() == 1 && matches(pattern, relative.toString());
    }
    String[] parts = pattern.split("/", -1);
    if (parts.length != relative.getNameCount()) {
      return false;
    }
    for (int i = 0; i < parts.length; i++) {
      if (!matches(parts[i], relative.getName(i).toString())) {
        return false;
      }
    }
    return true;
  }

  /** Matches with one step back to the last star, so in no more than pattern times name steps. */
  private static boolean matches(String pattern, String name) {
    int p = 0;
    int star = -1;
    int resume = 0;
    int n = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = n;
      } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private void put(Path path, InstallPlan.Permission permission) throws IOException {
    if (changes.put(path, new Change(path, permission)) != null) {
      throw new IOException(root.shown(path) + ": two permissions are about it");
    }
  }

  private static Set<PosixFilePermission> permissions(String mode) throws IOException {
    if (!mode.matches("0?[0-7]{1,3}")) {
      throw new IOException(
          "mode: \""
              + Root.printable(mode)
              + "\" cannot be set; allowed: up to 3 octal digits, such as 644");
    }
    int bits = Integer.parseInt(mode, 8);
    List<PosixFilePermission> ordered = List.of(PosixFilePermission.values());
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < ordered.size(); i++) { // owner read is the highest bit
      if ((bits & (1 << (ordered.size() - 1 - i))) != 0) {
        permissions.add(ordered.get(i));
      }
    }
    return permissions;
  }
}
