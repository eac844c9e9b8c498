package dev.penstock.conventions;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/**
 * Holds when a class of the core depends only on its own package and on packages of lower layers. A
 * package that has no layer yet must be given one here.
 */
final class DependDownwards extends ArchCondition<JavaClass> {

  /** From the bottom; packages of one layer do not know each other. */
  static final List<List<String>> LAYERS =
      List.of(
          List.of("dev.penstock"),
          List.of(
              "dev.penstock.archive",
              "dev.penstock.diagnostic",
              "dev.penstock.process",
              "dev.penstock.shell"),
          List.of("dev.penstock.json"),
          List.of(
              "dev.penstock.engine",
              "dev.penstock.journal",
              "dev.penstock.policy",
              "dev.penstock.process.simulation",
              "dev.penstock.revision",
              "dev.penstock.source"),
          List.of("dev.penstock.pipeline"),
          List.of("dev.penstock.pipeline.execution"),
          List.of("dev.penstock.pipeline.engine"),
          List.of(
              "dev.penstock.notification",
              "dev.penstock.picture",
              "dev.penstock.pipeline.explain",
              "dev.penstock.pipeline.resilience",
              "dev.penstock.pipeline.worker"),
          List.of("dev.penstock.pipeline.simulation"));

  DependDownwards() {
    super("depend on lower layers only");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    int layer = layer(type.getPackageName());
    if (layer < 0) {
      String message = type.getPackageName() + " has no layer; give it one in DependDownwards";
      events.add(SimpleConditionEvent.violated(type, message));
      return;
    }
    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
      String target = dependency.getTargetClass().getBaseComponentType().getPackageName();
      if (isOurs(target) && !target.equals(type.getPackageName()) && layer(target) >= layer) {
        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
      }
    }
  }

  private static boolean isOurs(String name) {
    return name.equals("dev.penstock") || name.startsWith("dev.penstock.");
  }

  private static int layer(String name) {
    for (int i = 0; i < LAYERS.size(); i++) {
      if (LAYERS.get(i).contains(name)) {
        return i;
      }
    }
    return -1;
  }
}
