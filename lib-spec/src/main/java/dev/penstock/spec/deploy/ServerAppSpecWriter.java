package dev.penstock.spec.deploy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.revision.InstallPlan.HookScript;
import dev.penstock.revision.InstallPlan.Permission;
import dev.penstock.revision.InstallPlan.PermissionType;
import java.util.List;
import java.util.Locale;

/** Writes the parts of a server's appspec; defaults are left out. */
final class ServerAppSpecWriter {

  private static final String ALL = "**";
  private static final List<PermissionType> BOTH =
      List.of(PermissionType.FILE, PermissionType.DIRECTORY);

  private ServerAppSpecWriter() {}

  static ObjectNode write(ServerAppSpec spec, ObjectNode root) {
    root.put("os", spec.os().word());
    if (!spec.files().isEmpty()) {
      ArrayNode files = root.putArray("files");
      spec.files()
          .forEach(
              file ->
                  files
                      .addObject()
                      .put("source", file.source())
                      .put("destination", file.destination()));
    }
    spec.fileExistsBehavior().ifPresent(each -> root.put("file_exists_behavior", each.name()));
    if (!spec.permissions().isEmpty()) {
      ArrayNode permissions = root.putArray("permissions");
      spec.permissions().forEach(each -> permission(each, permissions.addObject()));
    }
    if (!spec.hooks().isEmpty()) {
      ObjectNode hooks = root.putObject("hooks");
      spec.hooks()
          .forEach(
              (event, scripts) -> {
                ArrayNode list = hooks.putArray(event);
                scripts.forEach(script -> script(script, list.addObject()));
              });
    }
    return root;
  }

  private static void permission(Permission permission, ObjectNode out) {
    out.put("object", permission.object());
    if (!permission.pattern().equals(ALL)) {
      out.put("pattern", permission.pattern());
    }
    if (!permission.except().isEmpty()) {
      permission.except().forEach(out.putArray("except")::add);
    }
    permission.owner().ifPresent(owner -> out.put("owner", owner));
    permission.group().ifPresent(group -> out.put("group", group));
    permission.mode().ifPresent(mode -> out.put("mode", mode));
    if (!permission.acls().isEmpty()) {
      ArrayNode acls = out.putArray("acls");
      permission.acls().forEach(entry -> acls.add(entry.text()));
    }
    permission
        .context()
        .ifPresent(
            context -> {
              ObjectNode to = out.putObject("context");
              context.user().ifPresent(user -> to.put("name", user));
              to.put("type", context.type());
              context.range().ifPresent(range -> to.put("range", range.text()));
            });
    if (!permission.types().equals(BOTH)) {
      ArrayNode types = out.putArray("type");
      permission.types().forEach(each -> types.add(each.name().toLowerCase(Locale.ROOT)));
    }
  }

  private static void script(HookScript script, ObjectNode out) {
    out.put("location", script.location());
    if (!script.timeout().equals(ServerAppSpec.DEFAULT_TIMEOUT)) {
      out.put("timeout", script.timeout().toSeconds());
    }
    script.runAs().ifPresent(user -> out.put("runas", user));
    if (script.sudo()) {
      out.put("sudo", true);
    }
  }
}
