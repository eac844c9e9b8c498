package dev.penstock.spec.deploy;

import com.google.common.collect.ImmutableSet;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Sequence;
import java.util.List;
import java.util.Optional;

/** Reads the appspec of an ECS or Lambda deployment: the version, and what the one resource is. */
final class ResourceReader {

  private static final ImmutableSet<String> TOP = ImmutableSet.of("version", "Resources", "Hooks");
  private static final ImmutableSet<String> KEYS = ImmutableSet.of("Type", "Properties");
  private static final String ECS = "AWS::ECS::Service";
  private static final String LAMBDA = "AWS::Lambda::Function";

  private final Level top;
  private final KeyCase keys;
  private final Notes notes;

  ResourceReader(Mapping root, KeyCase keys, Notes notes) {
    this.top = keys.level(root, DocumentPath.ROOT, TOP);
    this.keys = keys;
    this.notes = notes;
  }

  ReadResult<AppSpec> read() {
    top.checkKeys(TOP);
    version();
    Optional<? extends AppSpec> spec = resource().flatMap(this::resource);
    keys.report();
    return spec.isEmpty() ? notes.refuse() : notes.conclude(spec.get());
  }

  private Optional<? extends AppSpec> resource(Mapping.Entry entry) {
    DocumentPath path = top.at("Resources").item(0).key(entry.name());
    if (!(entry.value() instanceof Mapping mapping)) {
      top.wrongKind(entry.value(), path, "a mapping", "add \"Type:\" and \"Properties:\"");
      return Optional.empty();
    }
    Level resource = keys.level(mapping, path, KEYS);
    resource.checkKeys(KEYS);
    String type = resource.text("Type").orElse("");
    if (type.equals(ECS)) {
      return new EcsReader(top, keys, entry.key(), resource).read();
    }
    if (type.equals(LAMBDA)) {
      return new LambdaReader(top, keys, entry.key(), resource).read();
    }
    unknownType(entry.key(), resource, type);
    return Optional.empty();
  }

  private void unknownType(Scalar name, Level resource, String type) {
    boolean isCase = type.equalsIgnoreCase(ECS) || type.equalsIgnoreCase(LAMBDA);
    notes.report(
        DeployRule.RESOURCE_TYPE,
        resource.has("Type") ? resource.place("Type") : name,
        resource.has("Type") ? resource.at("Type") : resource.path(),
        type.isEmpty() ? "the resource has no type" : "found \"" + type + "\"",
        ECS + ", " + LAMBDA,
        isCase ? "capitals count" : "",
        isCase && resource.place("Type") instanceof Scalar scalar
            ? Notes.rewritten(scalar, type.equalsIgnoreCase(ECS) ? ECS : LAMBDA)
            : Optional.empty());
  }

  /** D-007: the service may take others, so a warning is all it is. */
  private void version() {
    Node node = top.value("version");
    if (node instanceof Scalar scalar && scalar.isPlain() && scalar.text().equals("0.0")) {
      return;
    }
    String found = "the version is missing";
    if (node instanceof Scalar scalar && !node.isNull()) {
      found =
          (scalar.isPlain() ? "version " : "the quoted version ")
              + scalar.text()
              + " is not documented";
    } else if (node != null && !node.isNull()) {
      found = "the version is " + node.kind();
    }
    notes.report(
        DeployRule.UNDOCUMENTED_VERSION,
        top.place("version"),
        top.at("version"),
        found,
        "0.0",
        "write \"version: 0.0\", without quotes",
        node instanceof Scalar scalar && !node.isNull()
            ? Notes.rewritten(scalar, "0.0")
            : Optional.empty());
  }

  /** D-130, D-133: a list of one mapping of one key. */
  private Optional<Mapping.Entry> resource() {
    Node node = top.value("Resources");
    List<Node> items = node instanceof Sequence list ? list.items() : List.of();
    if (items.size() > 1) {
      severalResources(items.get(1), top.at("Resources").item(1));
      return Optional.empty();
    }
    if (items.size() == 1 && items.get(0) instanceof Mapping item) {
      List<Mapping.Entry> entries = List.copyOf(item.entries());
      if (entries.size() == 1) {
        return Optional.of(entries.get(0));
      }
      if (entries.size() > 1) {
        Mapping.Entry second = entries.get(1);
        severalResources(second.key(), top.at("Resources").item(0).key(second.name()));
        return Optional.empty();
      }
    }
    Node at = items.size() == 1 ? items.get(0) : top.place("Resources");
    notes.report(
        DeployRule.RESOURCES,
        at,
        top.at("Resources"),
        "found " + (items.size() == 1 ? "a list of " + at.kind() : describe(node)),
        "a list of one mapping, from the resource's name to its Type and Properties",
        node instanceof Mapping ? "begin the resource with a dash" : "");
    return Optional.empty();
  }

  private static String describe(@org.jspecify.annotations.Nullable Node node) {
    return node == null || node.isNull()
        ? "nothing"
        : node instanceof Sequence ? "an empty list" : node.kind();
  }

  private void severalResources(Node at, DocumentPath path) {
    notes.report(
        DeployRule.SEVERAL_RESOURCES,
        at,
        path,
        "a second resource",
        "one resource for one deployment",
        "deploy it with an appspec of its own; what belongs to the first is indented below its name");
  }
}
