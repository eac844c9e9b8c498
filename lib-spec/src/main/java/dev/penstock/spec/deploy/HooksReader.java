package dev.penstock.spec.deploy;

import com.google.common.collect.ImmutableSet;
import dev.penstock.revision.InstallPlan.HookScript;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code hooks}. */
final class HooksReader {

  private static final Duration LONGEST_EVENT = Duration.ofHours(1);
  private static final ImmutableSet<String> KEYS =
      ImmutableSet.of("location", "timeout", "runas", "sudo");
  private static final ImmutableSet<String> EVENTS =
      ImmutableSet.of(
          "ApplicationStop",
          "BeforeInstall",
          "AfterInstall",
          "ApplicationStart",
          "ValidateService",
          "BeforeBlockTraffic",
          "AfterBlockTraffic",
          "BeforeAllowTraffic",
          "AfterAllowTraffic");
  private static final ImmutableSet<String> RESERVED =
      ImmutableSet.of("Start", "DownloadBundle", "Install", "BlockTraffic", "AllowTraffic", "End");

  private final Section top;
  private final Findings findings;

  HooksReader(Section top) {
    this.top = top;
    this.findings = top.findings();
  }

  Map<String, List<HookScript>> read() {
    Map<String, List<HookScript>> hooks = new LinkedHashMap<>();
    Optional<Section> section = top.section("hooks", DeployRule.WRONG_KIND);
    if (section.isEmpty()) {
      return hooks;
    }
    for (Mapping.Entry entry : section.get().mapping().entries()) {
      String event = entry.name();
      List<HookScript> scripts = scripts(section.get(), event);
      if (RESERVED.contains(event)) {
        findings.report(
            DeployRule.RESERVED_EVENT,
            entry.key(),
            section.get().at(event),
            "\"" + event + "\" belongs to the deployment and runs no script",
            String.join(", ", EVENTS),
            "");
      } else if (!EVENTS.contains(event)) {
        findings.report(
            DeployRule.UNKNOWN_EVENT,
            entry.key(),
            section.get().at(event),
            "\"" + event + "\" is no lifecycle event of a server deployment; its scripts never run",
            String.join(", ", EVENTS),
            Section.nearest(event, EVENTS).map(e -> "did you mean \"" + e + "\"?").orElse(""));
      } else if (!entry.value().isNull()) {
        hooks.put(event, scripts);
      }
    }
    return hooks;
  }

  private List<HookScript> scripts(Section hooks, String event) {
    List<HookScript> scripts = new ArrayList<>();
    Duration[] explicit = {Duration.ZERO};
    Fields.eachMapping(
        hooks,
        event,
        (entry, i) -> {
          Optional<Duration> timeout = timeout(entry);
          explicit[0] = explicit[0].plus(timeout.orElse(Duration.ZERO));
          script(entry, timeout.orElse(LONGEST_EVENT)).ifPresent(scripts::add);
        });
    if (explicit[0].compareTo(LONGEST_EVENT) > 0) {
      findings.report(
          DeployRule.EVENT_TIME,
          hooks.keyNode(event),
          hooks.at(event),
          "the scripts may take " + explicit[0].toSeconds() + " seconds together",
          "at most " + LONGEST_EVENT.toSeconds() + " seconds for one event",
          "shorten their timeouts");
    }
    return scripts;
  }

  private Optional<HookScript> script(Section entry, Duration timeout) {
    Fields.checkKeys(entry, KEYS, ImmutableSet.of());
    String location = entry.text("location", DeployRule.WRONG_KIND).orElse("").strip();
    Optional<String> runAs =
        entry.text("runas", DeployRule.WRONG_KIND).map(String::strip).filter(u -> !u.isEmpty());
    if (location.isEmpty()) {
      findings.report(
          DeployRule.MISSING_LOCATION,
          entry.keyNode("location"),
          entry.path(),
          "the script has no location",
          "",
          "add \"location:\" with its path in the bundle");
      return Optional.empty();
    }
    if (!Fields.staysInside(location)) {
      Fields.reportOutside(entry, "location", entry.keyNode("location"), location);
    }
    return Optional.of(
        new HookScript(
            location,
            timeout,
            runAs.or(() -> isSudo(entry) ? Optional.of("root") : Optional.empty())));
  }

  /** D-086: anything but nothing and the plain word false is true. */
  private static boolean isSudo(Section entry) {
    Node sudo = entry.value("sudo");
    if (sudo == null || sudo.isNull()) {
      return false;
    }
    boolean isFalse =
        sudo instanceof Scalar scalar
            && scalar.isPlain()
            && switch (scalar.text().toLowerCase(java.util.Locale.ROOT)) {
              case "false", "no", "off" -> true;
              default -> false;
            };
    return !isFalse;
  }

  /** D-084: the number at the beginning of the text; what stands behind it is ignored. */
  private Optional<Duration> timeout(Section entry) {
    Optional<String> text = entry.text("timeout", DeployRule.WRONG_KIND);
    if (text.isEmpty() || text.get().equals("false")) {
      return Optional.empty();
    }
    int end = 0;
    while (end < text.get().length()
        && end < 9
        && Character.digit(text.get().charAt(end), 10) >= 0) {
      end++;
    }
    long seconds = end == 0 ? 0 : Long.parseLong(text.get().substring(0, end));
    if (seconds > 0) {
      return Optional.of(Duration.ofSeconds(seconds));
    }
    findings.report(
        DeployRule.TIMEOUT,
        entry.keyNode("timeout"),
        entry.at("timeout"),
        "timeout \"" + text.get() + "\"",
        "seconds, a whole number above 0",
        "");
    return Optional.empty();
  }
}
