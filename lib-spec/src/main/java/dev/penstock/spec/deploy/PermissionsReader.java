package dev.penstock.spec.deploy;

import com.google.common.collect.ImmutableSet;
import dev.penstock.revision.AclEntry;
import dev.penstock.revision.InstallPlan.FileCopy;
import dev.penstock.revision.InstallPlan.Permission;
import dev.penstock.revision.InstallPlan.PermissionType;
import dev.penstock.spec.deploy.ServerAppSpec.OperatingSystem;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code permissions}. */
final class PermissionsReader {

  private static final String ALL = "**";
  private static final ImmutableSet<String> KEYS =
      ImmutableSet.of(
          "object", "pattern", "except", "type", "mode", "owner", "group", "acls", "context");

  private final Level top;
  private final Notes notes;
  private final OperatingSystem os;
  private final CopiedPaths copied;

  PermissionsReader(Level top, OperatingSystem os, List<FileCopy> files) {
    this.top = top;
    this.notes = top.notes();
    this.os = os;
    this.copied = new CopiedPaths(files);
  }

  List<Permission> read() {
    List<Permission> permissions = new ArrayList<>();
    if (os == OperatingSystem.WINDOWS) {
      if (!top.items("permissions").orElse(List.of()).isEmpty()) {
        notes.report(
            DeployRule.WINDOWS_PERMISSIONS,
            top.keyNode("permissions"),
            top.at("permissions"),
            "Windows hosts take no permissions",
            "",
            "remove them, or set them in a hook");
      }
      return permissions;
    }
    top.eachLevel("permissions", entry -> permission(entry).ifPresent(permissions::add));
    return permissions;
  }

  private Optional<Permission> permission(Level entry) {
    entry.checkKeys(KEYS);
    String object = object(entry);
    String pattern = entry.scalar("pattern").map(each -> glob(entry, "pattern", each)).orElse(ALL);
    List<String> except =
        entry.scalars("except").stream().map(each -> glob(entry, "except", each)).toList();
    List<PermissionType> types = types(entry);
    Optional<String> owner = entry.text("owner");
    Optional<String> group = entry.text("group");
    Optional<String> mode = new ModeReader(entry).read();
    List<AclEntry> acls = acls(entry);
    ContextReader context = new ContextReader(entry);
    return object.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Permission(
                object, pattern, except, types, mode, owner, group, acls, context.read()));
  }

  private String object(Level entry) {
    String object =
        entry.scalar("object").map(each -> AgentValue.of(each).text().strip()).orElse("");
    if (object.isEmpty()) {
      notes.report(
          DeployRule.MISSING_OBJECT,
          entry.place("object"),
          entry.path(),
          "the permission names no object",
          "",
          "add \"object:\" with the path of copied files");
    } else if (!notes.hasErrors() && !copied.touch(object)) {
      notes.report(
          DeployRule.UNREACHED_OBJECT,
          entry.place("object"),
          entry.at("object"),
          "nothing is copied to \"" + object + "\", so this permission is never set",
          "",
          "permissions are only set on what this installation copies or creates");
    }
    return object;
  }

  /** D-071: only a star has a meaning, and only direct children are matched. */
  private String glob(Level entry, String key, Scalar glob) {
    String text = glob.text();
    if (text.indexOf('/') >= 0) {
      notes.report(
          DeployRule.DEEP_GLOB,
          glob,
          entry.at(key),
          "\"" + text + "\" never matches, since it has a separator",
          "** for all below the object, or a pattern for its direct children",
          "make the directory the object of a permission of its own");
    } else if (text.matches(".*[?\\[\\]{}].*")) {
      notes.report(
          DeployRule.GLOB_CHARACTER,
          glob,
          entry.at(key),
          "in \"" + text + "\" only * stands for other characters",
          "",
          "list the names, or use *");
    }
    return text;
  }

  private List<PermissionType> types(Level entry) {
    if (!entry.has("type")) {
      return List.of(PermissionType.FILE, PermissionType.DIRECTORY);
    }
    List<PermissionType> types = new ArrayList<>();
    List<Node> items = entry.items("type").orElse(List.of());
    for (int i = 0; i < items.size(); i++) {
      String word = items.get(i) instanceof Scalar scalar ? scalar.text() : "";
      switch (word) {
        case "file" -> types.add(PermissionType.FILE);
        case "directory" -> types.add(PermissionType.DIRECTORY);
        default ->
            notes.report(
                DeployRule.PERMISSION_TYPE,
                items.get(i),
                entry.at("type").item(i),
                "found " + (word.isEmpty() ? items.get(i).kind() : "\"" + word + "\""),
                "file, directory",
                "");
      }
    }
    return types;
  }

  /** D-067: entries are texts; what YAML takes for a number is none. */
  private List<AclEntry> acls(Level entry) {
    List<AclEntry> acls = new ArrayList<>();
    List<Node> items = entry.items("acls").orElse(List.of());
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Scalar scalar
          && AgentValue.of(scalar).kind() == AgentValue.Kind.TEXT) {
        acl(entry, i, scalar).ifPresent(acls::add);
      } else {
        String found = items.get(i) instanceof Scalar text && !text.isNull() ? text.text() : "";
        notes.report(
            DeployRule.WRONG_KIND,
            items.get(i),
            entry.at("acls").item(i),
            "expected a text, found "
                + (found.isEmpty() ? items.get(i).kind() : "the number or word " + found),
            "",
            "put the entry in quotes",
            items.get(i) instanceof Scalar text && !text.isNull()
                ? text.quoted()
                : Optional.empty());
      }
    }
    return acls;
  }

  private Optional<AclEntry> acl(Level entry, int i, Scalar scalar) {
    try {
      return Optional.of(AclEntry.of(scalar.text()));
    } catch (IllegalArgumentException e) {
      String fault = String.valueOf(e.getMessage());
      notes.report(
          DeployRule.ACL,
          scalar,
          entry.at("acls").item(i),
          "\"" + scalar.text() + "\" is no entry: " + fault,
          "",
          fault.contains("mode") ? "say it with \"mode:\"" : "");
      return Optional.empty();
    }
  }
}
