package dev.penstock.spec.deploy;

import com.google.common.collect.ImmutableSet;
import dev.penstock.revision.InstallPlan.FileCopy;
import dev.penstock.spec.deploy.ServerAppSpec.OperatingSystem;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code files}. */
final class FilesReader {

  private static final ImmutableSet<String> KEYS = ImmutableSet.of("source", "destination");

  private final Level top;
  private final Notes notes;
  private final OperatingSystem os;

  FilesReader(Level top, OperatingSystem os) {
    this.top = top;
    this.notes = top.notes();
    this.os = os;
  }

  List<FileCopy> read() {
    List<FileCopy> files = new ArrayList<>();
    List<Node> items = top.items("files").orElse(List.of());
    for (int i = 0; i < items.size(); i++) {
      DocumentPath path = top.at("files").item(i);
      if (items.get(i) instanceof Mapping item) {
        file(new Level(item, path, notes)).ifPresent(files::add);
      } else if (items.get(i) instanceof Scalar text && !text.isNull()) {
        notes.report(
            DeployRule.MISSING_SOURCE,
            text,
            path,
            "the entry is a text, so it has no source",
            "",
            "write \"source:\" and \"destination:\" on lines of their own");
      } else {
        top.wrongKind(items.get(i), path, "a mapping", "");
      }
    }
    if (items.isEmpty()) {
      notes.report(
          DeployRule.NO_FILES,
          top.place("files"),
          top.at("files"),
          "nothing is copied, which some tools refuse");
    }
    return files;
  }

  /** The source is missed first, and alone (D-041). */
  private Optional<FileCopy> file(Level entry) {
    entry.checkKeys(KEYS);
    Optional<String> source = path(entry, "source");
    Optional<String> destination = path(entry, "destination");
    if (!entry.has("source")) {
      missing(DeployRule.MISSING_SOURCE, entry, "source");
    } else if (!entry.has("destination")) {
      missing(DeployRule.MISSING_DESTINATION, entry, "destination");
    }
    if (source.isEmpty() || destination.isEmpty()) {
      return Optional.empty();
    }
    BundlePaths.check(entry, "source", source.get());
    if (os == OperatingSystem.LINUX && !destination.get().startsWith("/")) {
      notes.report(
          DeployRule.RELATIVE_DESTINATION,
          entry.place("destination"),
          entry.at("destination"),
          "\"" + destination.get() + "\" is relative to wherever the deployment runs",
          "",
          "begin it with /");
    }
    return Optional.of(new FileCopy(source.get(), destination.get()));
  }

  private Optional<String> path(Level entry, String key) {
    Optional<Scalar> scalar = entry.scalar(key);
    if (scalar.isPresent() && !isText(AgentValue.of(scalar.get()))) {
      notes.report(
          DeployRule.NUMBER_AS_PATH,
          scalar.get(),
          entry.at(key),
          scalar.get().text() + " is no text to the agent, which fails when it copies",
          "",
          "put it in quotes",
          scalar.get().quoted());
    }
    return scalar.map(Scalar::text);
  }

  private static boolean isText(AgentValue value) {
    return value.kind() == AgentValue.Kind.TEXT || value.kind() == AgentValue.Kind.DATE;
  }

  private void missing(DeployRule rule, Level entry, String key) {
    notes.report(
        rule,
        entry.keyNode(key),
        entry.path(),
        "the entry has no " + key,
        "",
        "add \"" + key + ":\"");
  }
}
