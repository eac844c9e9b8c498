package dev.penstock.spec.deploy;

import com.google.common.collect.ImmutableSet;
import dev.penstock.spec.deploy.EcsAppSpec.CapacityProvider;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the {@code CapacityProviderStrategy} of an ECS service (D-145). */
final class CapacityReader {

  private static final String STRATEGY = "CapacityProviderStrategy";
  private static final ImmutableSet<String> KEYS =
      ImmutableSet.of("CapacityProvider", "Base", "Weight");
  private static final int MOST_DIGITS = 9;

  private final Level properties;
  private final KeyCase keys;
  private final Notes notes;
  private final List<CapacityProvider> providers = new ArrayList<>();
  private final List<Level> unused = new ArrayList<>();
  private @Nullable Level withBase;

  CapacityReader(Level properties, KeyCase keys) {
    this.properties = properties;
    this.keys = keys;
    this.notes = properties.notes();
  }

  List<CapacityProvider> read() {
    properties.eachLevel(STRATEGY, this::provider);
    boolean isAnyUsed = providers.stream().anyMatch(each -> each.weight() > 0);
    if (providers.size() > 1 && !isAnyUsed) {
      notes.report(
          DeployRule.CAPACITY,
          properties.keyNode(STRATEGY),
          properties.at(STRATEGY),
          "no provider has a weight",
          "a weight above 0 for at least one of several",
          "");
    } else if (providers.size() > 1) {
      for (Level each : unused) {
        notes.report(
            DeployRule.UNUSED_PROVIDER,
            each.has("Weight") ? each.place("Weight") : each.mapping(),
            each.path(),
            "a provider without a weight is not used",
            "",
            "");
      }
    }
    return providers;
  }

  private void provider(Level item) {
    Level entry = keys.level(item.mapping(), item.path(), KEYS);
    entry.checkKeys(KEYS);
    Optional<String> name = new PropertiesReader(entry).required("CapacityProvider");
    int base = number(entry, "Base");
    int weight = number(entry, "Weight");
    if (base > 0) {
      if (withBase != null) {
        notes.report(
            DeployRule.CAPACITY,
            entry.place("Base"),
            entry.at("Base"),
            "a second provider with a base",
            "one base in a strategy",
            "line " + withBase.place("Base").position().line() + " has the first");
      } else {
        withBase = entry;
      }
    }
    if (weight == 0) {
      unused.add(entry);
    }
    providers.add(new CapacityProvider(name.orElse("unnamed"), base, weight));
  }

  private int number(Level entry, String key) {
    Node node = entry.value(key);
    if (node == null || node.isNull()) {
      return 0;
    }
    if (node instanceof Scalar scalar
        && scalar.text().length() <= MOST_DIGITS
        && TemplatedNumber.isNumber(scalar.text())) {
      return Integer.parseInt(scalar.text());
    }
    notes.report(
        DeployRule.CAPACITY,
        node,
        entry.at(key),
        "found " + (node instanceof Scalar text ? "\"" + text.text() + "\"" : node.kind()),
        "a whole number of 0 or more",
        "");
    return 0;
  }
}
