package dev.penstock.conventions;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Holds when a decider, and every class of ours that it reaches, is free of I/O, concurrency and
 * logging.
 */
final class DecidePurely extends ArchCondition<JavaClass> {
  private static final Pattern IMPURE =
      Pattern.compile(
          "(java\\.io|java\\.net|java\\.nio\\.(file|channels)|java\\.util\\.(concurrent|logging)"
              + "|org\\.slf4j)(\\..*)?");

  DecidePurely() {
    super("reach no I/O, concurrency or logging");
  }

  @Override
  public void check(JavaClass decider, ConditionEvents events) {
    Set<JavaClass> seen = new HashSet<>(Set.of(decider));
    Deque<JavaClass> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      for (Dependency dependency : open.pop().getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (IMPURE.matcher(target.getPackageName()).matches()) {
          String message = decider.getName() + " reaches: " + dependency.getDescription();
          events.add(SimpleConditionEvent.violated(dependency, message));
        } else if (target.getPackageName().startsWith("dev.penstock") && seen.add(target)) {
          open.push(target);
        }
      }
    }
  }
}
