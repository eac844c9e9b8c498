package dev.penstock.spec.deploy;

import com.google.common.collect.ImmutableSet;
import dev.penstock.revision.SecurityContext;
import dev.penstock.revision.SecurityRange;
import dev.penstock.spec.ConformanceMode;
import dev.penstock.spec.tree.Scalar;
import java.util.Optional;

/** Reads a permission's SELinux {@code context} (D-068, D-069). */
final class ContextReader {

  private static final ImmutableSet<String> KEYS = ImmutableSet.of("name", "user", "type", "range");

  private final Level permission;
  private final Notes notes;

  ContextReader(Level permission) {
    this.permission = permission;
    this.notes = permission.notes();
  }

  Optional<SecurityContext> read() {
    return permission.level("context").flatMap(this::context);
  }

  private Optional<SecurityContext> context(Level context) {
    context.checkKeys(KEYS);
    String type = context.text("type").orElse("");
    if (type.isEmpty()) {
      notes.report(
          DeployRule.CONTEXT_TYPE,
          context.has("type") ? context.place("type") : permission.keyNode("context"),
          context.path(),
          "the context has no type",
          "",
          "add \"type:\" with an SELinux type");
    }
    Optional<String> user = user(context);
    Optional<SecurityRange> range = context.scalar("range").flatMap(each -> range(context, each));
    return type.isEmpty() ? Optional.empty() : Optional.of(new SecurityContext(user, type, range));
  }

  /** D-460: the agent reads the user from a key that the documentation does not name. */
  private Optional<String> user(Level context) {
    Optional<String> name = context.text("name");
    Optional<String> user = context.text("user");
    if (user.isEmpty()) {
      return name;
    }
    notes.report(
        DeployRule.CONTEXT_USER,
        context.keyNode("user"),
        context.at("user"),
        "the agent reads over \"user\"",
        "",
        name.isEmpty() ? "call the key \"name\"" : "remove it; \"name\" is read instead",
        name.isEmpty() && context.keyNode("user") instanceof Scalar key
            ? key.replacedBy("name")
            : Optional.empty());
    return name.isPresent() || notes.mode() == ConformanceMode.AGENT ? name : user;
  }

  private Optional<SecurityRange> range(Level context, Scalar scalar) {
    try {
      return Optional.of(SecurityRange.of(scalar.text()));
    } catch (IllegalArgumentException e) {
      notes.report(
          DeployRule.CONTEXT_RANGE,
          scalar,
          context.at("range"),
          "range \"" + scalar.text() + "\": " + e.getMessage(),
          "sN[-sM][:cA[.cB](,cC[.cD])*]",
          "");
      return Optional.empty();
    }
  }
}
