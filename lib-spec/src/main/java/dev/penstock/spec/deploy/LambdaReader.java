package dev.penstock.spec.deploy;

import com.google.common.collect.ImmutableSet;
import dev.penstock.spec.tree.Scalar;
import java.util.List;
import java.util.Optional;

/** Reads the properties of a Lambda function. */
final class LambdaReader {

  private static final ImmutableSet<String> PROPERTIES =
      ImmutableSet.of("Name", "Alias", "CurrentVersion", "TargetVersion");

  private final Level top;
  private final KeyCase keys;
  private final Scalar name;
  private final Level resource;
  private final Notes notes;

  LambdaReader(Level top, KeyCase keys, Scalar name, Level resource) {
    this.top = top;
    this.keys = keys;
    this.name = name;
    this.resource = resource;
    this.notes = top.notes();
  }

  Optional<LambdaAppSpec> read() {
    int length = name.text().length();
    if (name.text().isBlank() || length > LambdaAppSpec.LONGEST_RESOURCE) {
      notes.report(
          DeployRule.RESOURCE_NAME,
          name,
          resource.path(),
          length == 0 ? "the resource has no name" : "a name of " + length + " characters",
          "a name of at most " + LambdaAppSpec.LONGEST_RESOURCE + " characters",
          "");
    }
    Optional<Level> given = resource.level("Properties");
    if (given.isEmpty()) {
      if (!resource.has("Properties")) {
        new PropertiesReader(resource).missing("Properties", "is missing");
      }
      return Optional.empty();
    }
    Level properties = keys.level(given.get().mapping(), given.get().path(), PROPERTIES);
    properties.checkKeys(PROPERTIES);
    PropertiesReader reader = new PropertiesReader(properties);
    Optional<String> function = reader.required("Name");
    Optional<String> alias = reader.required("Alias");
    Optional<TemplatedNumber> current = version(reader, "CurrentVersion");
    Optional<TemplatedNumber> target = version(reader, "TargetVersion");
    if (current.isPresent() && current.equals(target)) {
      notes.report(
          DeployRule.EQUAL_VERSIONS,
          properties.place("TargetVersion"),
          properties.at("TargetVersion"),
          "version " + current.get() + " is the current one too, so nothing is shifted",
          "",
          "");
    }
    List<FunctionHook> hooks =
        new FunctionHooksReader(top, keys, LambdaAppSpec.events(), "a Lambda deployment").read();
    return notes.hasErrors()
            || function.isEmpty()
            || alias.isEmpty()
            || current.isEmpty()
            || target.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new LambdaAppSpec(
                name.text(), function.get(), alias.get(), current.get(), target.get(), hooks));
  }

  /** D-151: positive whole numbers, as a text or as a number. */
  private Optional<TemplatedNumber> version(PropertiesReader reader, String key) {
    Optional<String> text = reader.required(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    boolean isNumber = TemplatedNumber.isNumber(text.get()) && !text.get().equals("0");
    if (isNumber || Placeholders.isPlaceholder(text.get())) {
      return Optional.of(new TemplatedNumber(text.get()));
    }
    notes.report(
        DeployRule.FUNCTION_VERSION,
        reader.properties().place(key),
        reader.properties().at(key),
        "\"" + text.get() + "\" is no version of a function",
        "a whole number above 0",
        "");
    return Optional.empty();
  }
}
