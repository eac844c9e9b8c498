package dev.penstock.conventions;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

/** The rules that hold in every library. Each is shown to catch a class that breaks it. */
public final class ArchitectureRules {

  /** What the kernel's packages must not know. */
  private static final String[] PIPELINES = {
    "dev.penstock.pipeline..", "dev.penstock.notification..", "dev.penstock.picture.."
  };

  private static final String[] KERNEL = {
    "dev.penstock.process..", "dev.penstock.journal..", "dev.penstock.engine.."
  };

  private static final String[] UPPER = {
    "dev.penstock.spec..", "dev.penstock.deploy..", "dev.penstock.artifact.."
  };

  static final ArchRule HOST_DECIDES =
      noClasses()
          .should()
          .accessTargetWhere(hostOnly())
          .because("clocks, chance, threads and the environment are given by the host")
          .allowEmptyShould(true);

  static final ArchRule NO_CYCLES_OF_PACKAGES =
      slices().matching("(dev.penstock..)").should().beFreeOfCycles().allowEmptyShould(true);

  static final ArchRule NO_CYCLES_OF_SUBJECTS =
      slices().matching("dev.penstock.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

  static final ArchRule KERNEL_KNOWS_NO_PIPELINE =
      noClasses()
          .that()
          .resideInAnyPackage(KERNEL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(PIPELINES)
          .because("any long-running process can be a decider")
          .allowEmptyShould(true);

  static final ArchRule CORE_IS_LAYERED =
      classes()
          .that()
          .resideInAPackage("dev.penstock..")
          .and()
          .resideOutsideOfPackages(UPPER)
          .should(new DependDownwards())
          .allowEmptyShould(true);

  static final ArchRule DECIDERS_ARE_PURE =
      classes()
          .that()
          .implement("dev.penstock.process.Decider")
          .and()
          .doNotHaveFullyQualifiedName( // a spy: it counts who is inside a decider at one time
              "dev.penstock.process.simulation.DriverAnswers$Watched")
          .should(new DecidePurely())
          .because("a decider is a function of its arguments")
          .allowEmptyShould(true);

  static final ArchRule NAMES_TELL =
      noClasses()
          .should()
          .haveNameMatching(
              ".*[.$](\\w*(Manager|Helper|Utils?|Impl)|(Abstract|Base|Default)([A-Z]\\w*)?)")
          .because("a type is named by the field's standard word")
          .allowEmptyShould(true);

  private ArchitectureRules() {}

  /**
   * The rules for the classes of one library.
   *
   * @param exported the packages that its module descriptor exports
   */
  public static List<ArchRule> of(Set<String> exported) {
    return List.of(
        HOST_DECIDES,
        NO_CYCLES_OF_PACKAGES,
        NO_CYCLES_OF_SUBJECTS,
        KERNEL_KNOWS_NO_PIPELINE,
        CORE_IS_LAYERED,
        DECIDERS_ARE_PURE,
        NAMES_TELL,
        signaturesAreOurs(exported),
        apart("dev.penstock.spec"),
        apart("dev.penstock.deploy"),
        apart("dev.penstock.artifact"));
  }

  static ArchRule signaturesAreOurs(Set<String> exported) {
    return classes()
        .that(
            DescribedPredicate.describe(
                "are exported", (JavaClass type) -> exported.contains(type.getPackageName())))
        .should(new ShowOwnTypesOnly())
        .allowEmptyShould(true);
  }

  /** The upper library of this package knows none of the other two. */
  static ArchRule apart(String library) {
    return noClasses()
        .that()
        .resideInAPackage(library + "..")
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAnyPackage(UPPER)
                .and(JavaClass.Predicates.resideOutsideOfPackage(library + "..")))
        .because("what two upper libraries need is a value of the core")
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaAccess<?>> hostOnly() {
    List<Forbidden> forbidden = HostOnly.all().toList();
    return DescribedPredicate.describe(
        "only a host may touch", access -> forbidden.stream().anyMatch(f -> f.isTargetOf(access)));
  }
}
