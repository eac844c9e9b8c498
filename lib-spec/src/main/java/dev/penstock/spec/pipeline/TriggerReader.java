package dev.penstock.spec.pipeline;

import dev.penstock.source.Criterion;
import dev.penstock.source.PullRequestEvent;
import dev.penstock.source.PullRequestFilter;
import dev.penstock.source.PushFilter;
import dev.penstock.source.Trigger;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
import dev.penstock.spec.tree.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Reads triggers. */
final class TriggerReader {
  private TriggerReader() {}

  static Trigger read(Level trigger) {
    trigger.checkKeys("providerType", "gitConfiguration");
    if (trigger.value("gitConfiguration") == null) {
      trigger.missing("gitConfiguration", "gitConfiguration");
    }
    String provider = trigger.required("providerType");
    Optional<Level> git = trigger.level("gitConfiguration", "gitConfiguration");
    if (git.isEmpty()) {
      // who is watched is not known either
      trigger
          .reading()
          .places()
          .put(trigger.model(), trigger.mapping(), trigger.path(), Knowledge.UNKNOWN);
      return new Trigger(provider, "", List.of(), List.of());
    }
    Level level = git.get().as(trigger.model());
    level.checkKeys("sourceActionName", "push", "pullRequest");
    return new Trigger(
        provider,
        level.required("sourceActionName", "sourceAction"),
        level.levels("push", "push").stream().map(TriggerReader::push).toList(),
        level.levels("pullRequest", "pullRequest").stream().map(TriggerReader::request).toList());
  }

  private static PushFilter push(Level filter) {
    filter.checkKeys("branches", "tags", "filePaths");
    return new PushFilter(
        criterion(filter, "branches"), criterion(filter, "tags"), criterion(filter, "filePaths"));
  }

  private static PullRequestFilter request(Level filter) {
    filter.checkKeys("events", "branches", "filePaths");
    return new PullRequestFilter(
        events(filter), criterion(filter, "branches"), criterion(filter, "filePaths"));
  }

  private static List<PullRequestEvent> events(Level filter) {
    List<PullRequestEvent> events = new ArrayList<>();
    Sequence list = Lists.sequence(filter, "events", "events");
    if (list == null) {
      return events;
    }
    reportEmpty(filter, "events", list);
    Reading reading = filter.reading();
    for (int i = 0; i < list.items().size(); i++) {
      Node item = list.items().get(i);
      DocumentPath at = filter.at("events").item(i);
      String text = item instanceof Scalar scalar ? scalar.text() : "";
      Optional<PullRequestEvent> event =
          Arrays.stream(PullRequestEvent.values())
              .filter(each -> each.name().equals(text))
              .findFirst();
      if (event.isPresent()) {
        reading
            .places()
            .put(
                filter.inModel("events") + "[" + events.size() + "]",
                item,
                at,
                reading.origins().of(item));
        events.add(event.get());
        continue;
      }
      filter.reading().places().lacks(filter.inModel("events"));
      if (reading.origins().of(item).compareTo(Knowledge.PARTIAL) < 0) {
        TreeSet<String> words = new TreeSet<>();
        Arrays.stream(PullRequestEvent.values()).forEach(each -> words.add(each.name()));
        reading
            .findings()
            .report(
                DefinitionRule.WORD,
                item,
                at,
                item instanceof Scalar
                    ? "\"" + text + "\" is unknown"
                    : item.kind() + " is no event",
                String.join(", ", words),
                Section.nearest(text, words)
                    .map(near -> "did you mean \"" + near + "\"?")
                    .orElse(""));
      }
    }
    return events;
  }

  private static Optional<Criterion> criterion(Level filter, String key) {
    Optional<Level> level = filter.level(key, key);
    if (filter.value(key) != null && level.isEmpty()) {
      // whether the filter's criteria go together is not known
      filter
          .reading()
          .places()
          .put(filter.model(), filter.mapping(), filter.path(), Knowledge.UNKNOWN);
    }
    level.ifPresent(each -> each.checkKeys("includes", "excludes"));
    return level.map(each -> new Criterion(patterns(each, "includes"), patterns(each, "excludes")));
  }

  /** An empty list is refused; the key should be left out (P-719, P-1522). */
  private static List<String> patterns(Level criterion, String key) {
    if (criterion.value(key) instanceof Sequence list) {
      reportEmpty(criterion, key, list);
    }
    return criterion.texts(key, key);
  }

  private static void reportEmpty(Level level, String key, Sequence list) {
    if (list.items().isEmpty() && !level.reading().origins().isOpen(list)) {
      level.fault(
          DefinitionRule.EMPTY_PATTERNS,
          key,
          key,
          level.keyNode(key),
          "an empty list",
          "at least one entry",
          "leave \"" + level.reading().form().spell(key) + "\" out");
    }
  }
}
