package dev.penstock.spec.lint;

import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.tree.Dialect;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Rule;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Sequence;
import dev.penstock.spec.tree.TreeReader;
import dev.penstock.spec.tree.YamlFault;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a file describes. */
public enum SpecKind {
  /** How something is built. */
  BUILDSPEC,
  /** What a deployment does with a revision. */
  APPSPEC,
  /** A pipeline: in the service's form, or as a resource of a template. */
  PIPELINE;

  /**
   * Tells the kind of a file: by what it holds, and where that does not tell, by its name. Other
   * tools use the same names; a file with such a name that clearly holds something else has no
   * kind.
   *
   * @param source the text and its name, which may have folders in front
   * @return the kind; empty if it looks like none
   */
  public static Optional<SpecKind> of(SpecSource source) {
    Findings findings = new Findings(source.name());
    Mapping root = root(source, findings);
    if (root == null) {
      return byName(source.name());
    }
    boolean isBroken =
        findings.found().stream().anyMatch(each -> each.severity() == Severity.ERROR);
    Optional<SpecKind> told = byContent(root);
    return told.isPresent()
        ? told
        : byName(source.name()).filter(kind -> isBroken || !isForeign(kind, root));
  }

  /** Whether a pipeline's file is a template. */
  static boolean isTemplate(SpecSource source) {
    Mapping root = root(source, new Findings(source.name()));
    return root != null && value(root, "Resources") != null;
  }

  private static @Nullable Mapping root(SpecSource source, Findings findings) {
    return TreeReader.read(source, Fault::of, findings, new Dialect("version", Map.of()));
  }

  /** A fault of the document: an error if reading ended there. */
  private record Fault(String id, Severity severity) implements Rule {

    static Fault of(YamlFault fault) {
      return switch (fault) {
        case SYNTAX, TAB, TOO_LARGE -> new Fault(fault.name(), Severity.ERROR);
        default -> new Fault(fault.name(), Severity.INFO);
      };
    }
  }

  /**
   * The word for it on command lines and in reports.
   *
   * @return the word, such as {@code buildspec}
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static Optional<SpecKind> byName(String name) {
    String file = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String lower = file.toLowerCase(Locale.ROOT);
    if (!lower.endsWith(".yml") && !lower.endsWith(".yaml") && !lower.endsWith(".json")) {
      return Optional.empty();
    }
    for (SpecKind kind : values()) {
      if (lower.contains(kind.word())) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private static Optional<SpecKind> byContent(Mapping root) {
    if (holdsPipeline(root)) {
      return Optional.of(PIPELINE);
    }
    if (value(root, "version") != null) {
      if (has(root, "phases", "batch", "artifacts")) {
        return Optional.of(BUILDSPEC);
      }
      if (has(root, "os", "hooks", "resources", "files", "permissions")) {
        return Optional.of(APPSPEC);
      }
    }
    return Optional.empty();
  }

  private static boolean holdsPipeline(Mapping root) {
    if (value(root, "Resources") instanceof Mapping resources) {
      return resources.entries().stream()
          .anyMatch(
              each ->
                  each.value() instanceof Mapping resource
                      && value(resource, "Type") instanceof Scalar type
                      && type.text().equals("AWS::CodePipeline::Pipeline"));
    }
    Mapping definition = value(root, "pipeline") instanceof Mapping inner ? inner : root;
    return value(definition, "stages") instanceof Sequence stages
        && stages.items().stream()
            .anyMatch(stage -> stage instanceof Mapping each && value(each, "actions") != null);
  }

  /** Whether nothing in a mapping belongs to the kind that the file's name tells (B-007). */
  private static boolean isForeign(SpecKind kind, Mapping root) {
    return switch (kind) {
      case BUILDSPEC ->
          !has(root, "phases", "batch", "artifacts", "env")
              && root.entries().stream().anyMatch(each -> !each.name().equals("version"));
      case APPSPEC ->
          !has(root, "version", "os", "files", "hooks", "permissions", "resources")
              && !root.entries().isEmpty();
      case PIPELINE -> !has(root, "pipeline", "stages", "roleArn", "artifactStore");
    };
  }

  private static boolean has(Mapping root, String... keys) {
    return List.of(keys).stream().anyMatch(key -> value(root, key) != null);
  }

  private static @Nullable Node value(Mapping mapping, String key) {
    for (Mapping.Entry entry : mapping.entries()) {
      if (entry.name().equalsIgnoreCase(key)) {
        return entry.value();
      }
    }
    return null;
  }
}
