package dev.penstock.spec.deploy;

import com.google.common.collect.ImmutableSet;
import dev.penstock.revision.InstallPlan.HookScript;
import dev.penstock.spec.deploy.ServerAppSpec.OperatingSystem;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code hooks} of a server's appspec. */
final class HooksReader {

  /** What one event may take in all (D-085). */
  private static final Duration LONGEST_EVENT = Duration.ofHours(1);

  private static final ImmutableSet<String> EVENTS = ImmutableSet.copyOf(ServerAppSpec.events());
  private static final ImmutableSet<String> RESERVED =
      ImmutableSet.of("Start", "DownloadBundle", "Install", "BlockTraffic", "AllowTraffic", "End");

  private final Level top;
  private final Notes notes;
  private final OperatingSystem os;

  HooksReader(Level top, OperatingSystem os) {
    this.top = top;
    this.notes = top.notes();
    this.os = os;
  }

  Map<String, List<HookScript>> read() {
    Map<String, List<HookScript>> hooks = new LinkedHashMap<>();
    Node node = top.value("hooks");
    if (AgentValue.isOff(node)) {
      return hooks;
    }
    if (node instanceof Sequence) {
      top.wrongKind(
          node,
          top.at("hooks"),
          "a mapping",
          "lists of hooks are for ECS and Lambda; write each event as \"AfterInstall:\"");
      return hooks;
    }
    Optional<Level> level = top.level("hooks");
    if (level.isPresent()) {
      for (Mapping.Entry entry : level.get().mapping().entries()) {
        event(level.get(), entry).ifPresent(scripts -> hooks.put(entry.name(), scripts));
      }
    }
    return hooks;
  }

  private Optional<List<HookScript>> event(Level hooks, Mapping.Entry entry) {
    String event = entry.name();
    List<HookScript> scripts = new ArrayList<>();
    ScriptTimes times = new ScriptTimes();
    hooks.eachLevel(
        event,
        level -> {
          ScriptReader script = new ScriptReader(level, os);
          Optional<Duration> timeout = script.timeout();
          times.add(timeout);
          script.read(timeout).ifPresent(scripts::add);
        });
    if (RESERVED.contains(event)) {
      notes.report(
          DeployRule.RESERVED_EVENT,
          entry.key(),
          hooks.at(event),
          "\"" + event + "\" belongs to the deployment and runs no script",
          String.join(", ", EVENTS),
          "");
      return Optional.empty();
    }
    if (!EVENTS.contains(event)) {
      notes.report(
          DeployRule.UNKNOWN_EVENT,
          entry.key(),
          hooks.at(event),
          "\"" + event + "\" is no lifecycle event of a server deployment; its scripts never run",
          String.join(", ", EVENTS),
          Level.suggestion(event, EVENTS),
          hooks.renamed(entry.key(), EVENTS));
      return Optional.empty();
    }
    times.check(hooks, entry);
    return entry.value().isNull() ? Optional.empty() : Optional.of(scripts);
  }

  /** What the scripts of one event may take together. */
  private static final class ScriptTimes {
    private Duration explicit = Duration.ZERO;
    private Duration all = Duration.ZERO;

    void add(Optional<Duration> timeout) {
      explicit = explicit.plus(timeout.orElse(Duration.ZERO));
      all = all.plus(timeout.orElse(ServerAppSpec.DEFAULT_TIMEOUT));
    }

    void check(Level hooks, Mapping.Entry entry) {
      boolean isExplicit = explicit.compareTo(LONGEST_EVENT) > 0;
      if (!isExplicit && all.compareTo(LONGEST_EVENT) <= 0) {
        return;
      }
      hooks
          .notes()
          .report(
              isExplicit ? DeployRule.EVENT_TIME : DeployRule.DEFAULT_TIMEOUT,
              entry.key(),
              hooks.at(entry.name()),
              "the scripts may take "
                  + (isExplicit ? explicit : all).toSeconds()
                  + " seconds together"
                  + (isExplicit ? "" : ", since one without a timeout may take 3600"),
              "at most " + LONGEST_EVENT.toSeconds() + " seconds for one event",
              isExplicit ? "shorten their timeouts" : "give every script a timeout");
    }
  }
}
