package dev.penstock.spec.build;

import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
import dev.penstock.spec.tree.Sequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks what builds of a graph wait for (B-193). */
final class TaskGraph {

  private static final String DEPEND_ON = "depend-on";

  private final Map<String, Section> tasks;
  private final Findings findings;
  private final Set<String> settled = new HashSet<>();

  /** The builds by identifier, in the order of the file. */
  TaskGraph(Map<String, Section> tasks, Findings findings) {
    this.tasks = tasks;
    this.findings = findings;
  }

  void check() {
    tasks.values().forEach(this::checkKnown);
    tasks.forEach(this::checkCycles);
  }

  private void checkKnown(Section task) {
    for (Dependency dependency : dependencies(task)) {
      if (!tasks.containsKey(dependency.name())) {
        findings.report(
            BuildRule.DEPENDENCY,
            dependency.node(),
            dependency.path(),
            "no build is called \"" + dependency.name() + "\"",
            String.join(", ", tasks.keySet()),
            Level.suggestion(dependency.name(), tasks.keySet()));
      }
    }
  }

  /** A walk in depth with a stack of its own: graphs may be as deep as the file is long. */
  private void checkCycles(String start, Section task) {
    if (settled.contains(start)) {
      return;
    }
    List<String> trail = new ArrayList<>();
    Set<String> onTrail = new HashSet<>();
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
      if (onTrail.contains(next.name())) {
        reportCycle(next, trail);
      } else if (waitedFor != null && !settled.contains(next.name())) {
        enter(next.name(), waitedFor, trail, onTrail, open);
      }
    }
  }

  private void enter(
      String name,
      Section task,
      List<String> trail,
      Set<String> onTrail,
      Deque<Iterator<Dependency>> open) {
    trail.add(name);
    onTrail.add(name);
    open.push(dependencies(task).iterator());
  }

  private void reportCycle(Dependency last, List<String> trail) {
    List<String> cycle = new ArrayList<>(trail.subList(trail.indexOf(last.name()), trail.size()));
    cycle.add(last.name());
    findings.report(
        BuildRule.DEPENDENCY_CYCLE,
        last.node(),
        last.path(),
        "builds wait for each other: " + String.join(" -> ", cycle),
        "",
        "remove one of these dependencies");
  }

  private static List<Dependency> dependencies(Section task) {
    List<Dependency> dependencies = new ArrayList<>();
    boolean isList = task.value(DEPEND_ON) instanceof Sequence;
    DocumentPath path = task.at(DEPEND_ON);
    for (Node item : task.items(DEPEND_ON)) {
      if (item instanceof Scalar scalar && !scalar.isNull()) {
        dependencies.add(
            new Dependency(scalar.text(), item, isList ? path.item(dependencies.size()) : path));
      }
    }
    return dependencies;
  }

  private record Dependency(String name, Node node, DocumentPath path) {}
}
