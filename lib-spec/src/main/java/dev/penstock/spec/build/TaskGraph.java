package dev.penstock.spec.build;

import com.google.common.collect.ImmutableSet;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
import dev.penstock.spec.tree.Sequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks what builds of a graph wait for (B-193). */
final class TaskGraph {

  private static final String DEPEND_ON = "depend-on";

  /** How many builds a message names. */
  private static final int MAX_NAMED = 20;

  private final Map<String, Section> tasks;
  private final Findings findings;
  private final Set<String> settled = new HashSet<>();

  /** The builds by identifier, in the order of the file. */
  TaskGraph(Map<String, Section> tasks, Findings findings) {
    this.tasks = tasks;
    this.findings = findings;
  }

  void check() {
    Set<String> candidates =
        tasks.keySet().stream().limit(MAX_NAMED + 1).collect(ImmutableSet.toImmutableSet());
    tasks.values().forEach(task -> checkKnown(task, candidates));
    tasks.forEach(this::checkCycles);
  }

  private void checkKnown(Section task, Set<String> candidates) {
    for (Dependency dependency : dependencies(task)) {
      if (!tasks.containsKey(dependency.name())) {
        findings.report(
            BuildRule.DEPENDENCY,
            dependency.node(),
            dependency.path(),
            "no build is called \"" + dependency.name() + "\"",
            named(List.copyOf(candidates), ", "),
            Level.suggestion(dependency.name(), candidates),
            Fixes.corrected(dependency.node(), candidates));
      }
    }
  }

  /** A walk in depth with a stack of its own: graphs may be as deep as the file is long. */
  private void checkCycles(String start, Section task) {
    if (settled.contains(start)) {
      return;
    }
    List<String> trail = new ArrayList<>();
    Map<String, Integer> onTrail = new HashMap<>();
    Deque<Iterator<Dependency>> open = new ArrayDeque<>();
    enter(start, task, trail, onTrail, open);
    while (!open.isEmpty()) {
      if (!open.peek().hasNext()) {
        open.pop();
        String left = trail.remove(trail.size() - 1);
        onTrail.remove(left);
        settled.add(left);
        continue;
      }
      Dependency next = open.peek().next();
      Section waitedFor = tasks.get(next.name());
      Integer before = onTrail.get(next.name());
      if (before != null) {
        reportCycle(next, trail.subList(before, trail.size()));
      } else if (waitedFor != null && !settled.contains(next.name())) {
        enter(next.name(), waitedFor, trail, onTrail, open);
      }
    }
  }

  private void enter(
      String name,
      Section task,
      List<String> trail,
      Map<String, Integer> onTrail,
      Deque<Iterator<Dependency>> open) {
    onTrail.put(name, trail.size());
    trail.add(name);
    open.push(dependencies(task).iterator());
  }

  private void reportCycle(Dependency last, List<String> cycle) {
    findings.report(
        BuildRule.DEPENDENCY_CYCLE,
        last.node(),
        last.path(),
        "builds wait for each other: " + named(cycle, " -> ") + " -> " + last.name(),
        "",
        "remove one of these dependencies");
  }

  private static String named(List<String> names, String separator) {
    return names.size() <= MAX_NAMED
        ? String.join(separator, names)
        : String.join(separator, names.subList(0, MAX_NAMED)) + separator + "and more";
  }

  private static List<Dependency> dependencies(Section task) {
    List<Dependency> dependencies = new ArrayList<>();
    DocumentPath path = task.at(DEPEND_ON);
    if (task.value(DEPEND_ON) instanceof Sequence list) {
      for (int i = 0; i < list.items().size(); i++) {
        if (list.items().get(i) instanceof Scalar scalar && !scalar.isNull()) {
          dependencies.add(new Dependency(scalar, path.item(i)));
        }
      }
    } else if (task.value(DEPEND_ON) instanceof Scalar scalar && !scalar.isNull()) {
      dependencies.add(new Dependency(scalar, path));
    }
    return dependencies;
  }

  private record Dependency(Scalar node, DocumentPath path) {

    String name() {
      return node.text();
    }
  }
}
