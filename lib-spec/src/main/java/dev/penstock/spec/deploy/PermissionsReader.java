package dev.penstock.spec.deploy;

import com.google.common.collect.ImmutableSet;
import dev.penstock.revision.InstallPlan.Permission;
import dev.penstock.revision.InstallPlan.PermissionType;
import dev.penstock.spec.deploy.ServerAppSpec.OperatingSystem;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code permissions}. */
final class PermissionsReader {

  private static final String ALL = "**";
  private static final int SHORTEST_MODE = 3;
  private static final int LONGEST_MODE = 4;
  private static final ImmutableSet<String> KEYS =
      ImmutableSet.of("object", "pattern", "except", "type", "mode", "owner", "group");
  private static final ImmutableSet<String> READ_OVER = ImmutableSet.of("acls", "context");

  private final Section top;
  private final Findings findings;

  PermissionsReader(Section top) {
    this.top = top;
    this.findings = top.findings();
  }

  List<Permission> read(OperatingSystem os) {
    List<Permission> permissions = new ArrayList<>();
    Fields.eachMapping(
        top, "permissions", (entry, i) -> permission(entry).ifPresent(permissions::add));
    if (os == OperatingSystem.WINDOWS && !permissions.isEmpty()) {
      findings.report(
          DeployRule.WINDOWS_PERMISSIONS,
          top.keyNode("permissions"),
          top.at("permissions"),
          "Windows hosts take no permissions",
          "",
          "remove them, or set them in a hook");
    }
    return permissions;
  }

  private Optional<Permission> permission(Section entry) {
    Fields.checkKeys(entry, KEYS, READ_OVER);
    String object = entry.text("object", DeployRule.WRONG_KIND).orElse("").strip();
    if (object.isEmpty()) {
      findings.report(
          DeployRule.MISSING_OBJECT,
          entry.keyNode("object"),
          entry.path(),
          "the permission names no object",
          "",
          "add \"object:\" with the path of copied files");
    }
    String pattern = entry.text("pattern", DeployRule.WRONG_KIND).orElse(ALL);
    List<String> except = Fields.texts(entry, "except", List.of());
    List<PermissionType> types = types(entry);
    Optional<String> mode = mode(entry);
    Optional<String> owner = entry.text("owner", DeployRule.WRONG_KIND);
    Optional<String> group = entry.text("group", DeployRule.WRONG_KIND);
    return object.isEmpty()
        ? Optional.empty()
        : Optional.of(new Permission(object, pattern, except, types, mode, owner, group));
  }

  private List<PermissionType> types(Section entry) {
    List<PermissionType> types = new ArrayList<>();
    int index = 0;
    for (String word : Fields.texts(entry, "type", List.of("file", "directory"))) {
      switch (word) {
        case "file" -> types.add(PermissionType.FILE);
        case "directory" -> types.add(PermissionType.DIRECTORY);
        default ->
            findings.report(
                DeployRule.PERMISSION_TYPE,
                entry.items("type").get(index),
                entry.at("type").item(index),
                "found \"" + word + "\"",
                "file, directory",
                "");
      }
      index++;
    }
    return types;
  }

  /** D-065, D-066: octal digits, and the trap that an unquoted leading zero sets. */
  private Optional<String> mode(Section entry) {
    Node node = entry.value("mode");
    if (!(node instanceof Scalar scalar) || node.isNull()) {
      entry.text("mode", DeployRule.WRONG_KIND);
      return Optional.empty();
    }
    String written = scalar.text();
    boolean isOctal = written.chars().allMatch(c -> c >= '0' && c <= '7');
    boolean isTrap = scalar.isPlain() && isOctal && written.length() > 1 && written.startsWith("0");
    if (isTrap) {
      trap(entry, scalar);
    }
    String mode = "0".repeat(Math.max(0, SHORTEST_MODE - written.length())) + written;
    if (isTrap && mode.length() > LONGEST_MODE) {
      mode = mode.substring(1);
    }
    if (isOctal && mode.length() <= LONGEST_MODE) {
      return Optional.of(mode);
    }
    findings.report(
        DeployRule.MODE,
        node,
        entry.at("mode"),
        "mode \"" + written + "\"",
        "1 to " + LONGEST_MODE + " digits of 0-7",
        "");
    return Optional.empty();
  }

  private void trap(Section entry, Scalar scalar) {
    long decimal =
        Long.parseLong("0" + scalar.text().substring(0, Math.min(20, scalar.text().length())), 8);
    String taken = Long.toString(decimal);
    boolean isRefused =
        taken.length() > LONGEST_MODE || taken.chars().anyMatch(c -> c == '8' || c == '9');
    String meant = scalar.text().substring(1);
    findings.report(
        DeployRule.OCTAL_MODE,
        scalar,
        entry.at("mode"),
        "taken here as "
            + meant
            + ", but the service's agent reads an octal number, "
            + (isRefused ? "and refuses " : "and sets ")
            + String.format(Locale.ROOT, "%03d", decimal),
        "",
        "write " + meant + ", or put it in quotes");
  }
}
