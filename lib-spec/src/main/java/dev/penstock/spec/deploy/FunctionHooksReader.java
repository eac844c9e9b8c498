package dev.penstock.spec.deploy;

import com.google.common.collect.ImmutableSet;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code Hooks} of ECS and Lambda: a list of single entries (D-130 to D-132). */
final class FunctionHooksReader {

  private final Level top;
  private final Notes notes;
  private final KeyCase keys;
  private final ImmutableSet<String> events;
  private final String platform;
  private final Set<String> seen = new HashSet<>();

  FunctionHooksReader(Level top, KeyCase keys, Set<String> events, String platform) {
    this.top = top;
    this.notes = top.notes();
    this.keys = keys;
    this.events = ImmutableSet.copyOf(events);
    this.platform = platform;
  }

  List<FunctionHook> read() {
    List<FunctionHook> hooks = new ArrayList<>();
    Node node = top.value("Hooks");
    DocumentPath path = top.at("Hooks");
    if (node instanceof Mapping mapping && !mapping.entries().isEmpty()) {
      shape(mapping, path, "the hooks are a mapping");
      read(mapping, path, hooks);
      return hooks;
    }
    List<Node> items = top.items("Hooks").orElse(List.of());
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Mapping item && !item.entries().isEmpty()) {
        if (item.entries().size() > 1) {
          shape(item, path.item(i), "several hooks in one entry of the list");
        }
        read(item, path.item(i), hooks);
      } else {
        top.wrongKind(items.get(i), path.item(i), "an event and its function", "");
      }
    }
    return hooks;
  }

  private void shape(Node at, DocumentPath path, String found) {
    notes.report(DeployRule.HOOK_SHAPE, at, path, found, "a list", "begin each hook with a dash");
  }

  private void read(Mapping mapping, DocumentPath path, List<FunctionHook> hooks) {
    mapping.entries().forEach(entry -> hook(entry, path).ifPresent(hooks::add));
  }

  private Optional<FunctionHook> hook(Mapping.Entry entry, DocumentPath list) {
    DocumentPath path = list.key(entry.name());
    String event = KeyCase.known(entry.name(), events);
    if (event == null) {
      notes.report(
          DeployRule.UNKNOWN_HOOK,
          entry.key(),
          path,
          "\"" + entry.name() + "\" is no lifecycle event of " + platform + " that runs a function",
          String.join(", ", events),
          Level.suggestion(entry.name(), events),
          Section.nearest(entry.name(), events).flatMap(entry.key()::replacedBy));
      return Optional.empty();
    }
    keys.use(entry.key(), event, path);
    if (!seen.add(event)) {
      notes.report(
          DeployRule.REPEATED_HOOK,
          entry.key(),
          path,
          "a second function for " + event + "; what happens is not documented",
          "",
          "keep one");
    }
    Optional<String> function = Placeholders.text(entry.value());
    if (function.isEmpty()) {
      top.wrongKind(entry.value(), path, "the name of a function", "");
    } else if (function.get().isBlank()) {
      notes.report(
          DeployRule.EMPTY_HOOK,
          entry.value().isNull() ? entry.key() : entry.value(),
          path,
          "the hook names no function",
          "a function's name or ARN",
          "name one, or remove the hook");
      return Optional.empty();
    }
    return function.map(name -> new FunctionHook(event, name));
  }
}
