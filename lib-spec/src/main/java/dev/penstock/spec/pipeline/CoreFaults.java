package dev.penstock.spec.pipeline;

import dev.penstock.diagnostic.Diagnostic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows the core's faults of a pipeline at their place in the file, and keeps those to itself that
 * depend on something unknown, or follow from a fault that was reported.
 */
final class CoreFaults {
  /** Rules about references, which are known even if the text around them is not (P-1524). */
  private static final Set<String> OF_REFERENCES =
      Set.of(
          "reference",
          "unknown-variable",
          "unknown-namespace",
          "unproduced-variable",
          "source-variable");

  private static final Pattern ACTION = Pattern.compile("stages\\[\\d+]\\.actions\\[\\d+]");
  private static final String ACTIONS = "stages|stages\\[\\d+]\\.actions";

  /** Rules about one part that depend on others: those must all be known. */
  private static final Map<String, Pattern> DEPENDENT = new HashMap<>();

  static {
    depends("missing-artifact", ACTIONS + "|.*\\.outputArtifacts(\\[\\d+])?|.*\\.runOrder");
    depends("unknown-namespace", ACTIONS + "|.*\\.namespace|.*\\.runOrder");
    depends("unproduced-variable", ACTION + "|.*\\.outputVariables(\\[\\d+])?");
    depends("unknown-variable", "variables(\\[\\d+](\\.name)?)?");
    depends("trigger-source", ACTIONS + "|" + ACTION + "(\\.name)?");
    depends("trigger-provider", ACTIONS + "|" + ACTION + "(\\.name)?");
    depends("source-stage", ACTIONS + "|" + ACTION);
    depends("region", "artifactStores?(\\..*)?|storeList.*");
    depends("artifact-store", "artifactStores?|storeList.*");
  }

  private static void depends(String rule, String parts) {
    DEPENDENT.put(rule, Pattern.compile(parts));
  }

  private final Reading reading;
  private final Map<String, Boolean> isSilenced = new HashMap<>();
  private final Set<String> unknownInputs = new HashSet<>();

  CoreFaults(Reading reading) {
    this.reading = reading;
    reading
        .places()
        .eachUnknown(
            path -> {
              Matcher action = ACTION.matcher(path);
              if (action.lookingAt() && path.startsWith(".inputArtifacts", action.end())) {
                unknownInputs.add(action.group());
              }
            });
  }

  void report(List<Diagnostic> faults) {
    for (Diagnostic fault : faults) {
      int end = fault.path().indexOf(" (");
      String model = end < 0 ? fault.path() : fault.path().substring(0, end);
      if (isKnown(fault, model)) {
        Places.Nearest nearest = reading.places().nearest(model);
        String path = joined(nearest.place().path().toString(), nearest.rest());
        reading
            .findings()
            .take(
                fault, nearest.place().node(), path + (end < 0 ? "" : fault.path().substring(end)));
      }
    }
  }

  /** What stands nowhere in the file gets the name that it would have there. */
  private String joined(String path, String rest) {
    if (rest.isEmpty() || rest.startsWith("[")) {
      return path + rest;
    }
    String key = rest.startsWith(".") ? rest.substring(1) : rest;
    return path + (path.isEmpty() ? "" : ".") + reading.form().spell(key);
  }

  private boolean isKnown(Diagnostic fault, String model) {
    String rule = fault.rule().substring(fault.rule().indexOf('.') + 1);
    Places places = reading.places();
    Knowledge knowledge = places.knowledge(model);
    if (knowledge == Knowledge.UNKNOWN
        || knowledge == Knowledge.FAULTY
        || (knowledge == Knowledge.PARTIAL && !OF_REFERENCES.contains(rule))
        || places.isLacking(model)
        || Placeholders.isIn(fault.found())) {
      return false;
    }
    Pattern others = DEPENDENT.get(rule);
    if (others != null
        && isSilenced.computeIfAbsent(
            rule, asked -> places.isAnyUnknown(others.asMatchPredicate()))) {
      return false;
    }
    return !rule.equals("configuration") || !hasUnknownInputs(model);
  }

  /** Configurations may name inputs of their action. */
  private boolean hasUnknownInputs(String model) {
    Matcher action = ACTION.matcher(model);
    return action.lookingAt() && unknownInputs.contains(action.group());
  }
}
