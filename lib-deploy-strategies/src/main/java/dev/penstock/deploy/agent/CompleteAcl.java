package dev.penstock.deploy.agent;

import dev.penstock.revision.AclEntry;
import dev.penstock.revision.AclEntry.Subject;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The entries of an install plan completed to a whole access control list (D-074): base entries as
 * the mode has them, a mask where names are without one, and the same again for default entries if
 * there are any. A mask that is added lets through what any entry of a group or a name allows, as
 * {@code setfacl} counts it.
 */
final class CompleteAcl {
  private static final String READ = "r";
  private static final String WRITE = "w";
  private static final String EXECUTE = "x";

  private final Set<PosixFilePermission> mode;
  private final List<String> entries = new ArrayList<>();

  private CompleteAcl(Set<PosixFilePermission> mode) {
    this.mode = mode;
  }

  /** All entries in full: those of the file itself, then the default ones. */
  static List<String> of(List<AclEntry> given, Set<PosixFilePermission> mode) {
    CompleteAcl acl = new CompleteAcl(mode);
    acl.complete(given.stream().filter(entry -> !entry.isDefault()).toList(), "");
    List<AclEntry> defaults = given.stream().filter(AclEntry::isDefault).toList();
    if (!defaults.isEmpty()) {
      acl.complete(defaults, "default:");
    }
    return acl.entries;
  }

  private void complete(List<AclEntry> given, String prefix) {
    String group =
        permissions(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE);
    addBase(
        given,
        Subject.USER,
        prefix + "user::",
        permissions(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE));
    addBase(given, Subject.GROUP, prefix + "group::", group);
    addBase(
        given,
        Subject.OTHER,
        prefix + "other::",
        permissions(
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE));
    given.forEach(entry -> entries.add(entry.text()));
    boolean hasNames = given.stream().anyMatch(entry -> !entry.name().isEmpty());
    boolean hasMask = given.stream().anyMatch(entry -> entry.subject() == Subject.MASK);
    if (hasNames && !hasMask) {
      entries.add(prefix + "mask::" + mask(given, group));
    }
  }

  private void addBase(List<AclEntry> given, Subject subject, String entry, String permissions) {
    if (given.stream().noneMatch(each -> each.subject() == subject && each.name().isEmpty())) {
      entries.add(entry + permissions);
    }
  }

  private static String mask(List<AclEntry> given, String groupOfMode) {
    List<AclEntry> masked =
        given.stream()
            .filter(entry -> !entry.name().isEmpty() || entry.subject() == Subject.GROUP)
            .toList();
    boolean hasGroup =
        masked.stream()
            .anyMatch(entry -> entry.subject() == Subject.GROUP && entry.name().isEmpty());
    String group = hasGroup ? "" : groupOfMode;
    return (group.contains(READ) || masked.stream().anyMatch(AclEntry::canRead) ? READ : "-")
        + (group.contains(WRITE) || masked.stream().anyMatch(AclEntry::canWrite) ? WRITE : "-")
        + (group.contains(EXECUTE) || masked.stream().anyMatch(AclEntry::canExecute)
            ? EXECUTE
            : "-");
  }

  private String permissions(
      PosixFilePermission read, PosixFilePermission write, PosixFilePermission execute) {
    return (mode.contains(read) ? READ : "-")
        + (mode.contains(write) ? WRITE : "-")
        + (mode.contains(execute) ? EXECUTE : "-");
  }
}
