package dev.penstock.conventions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Everything that a library must keep to, as tests of the module that runs them.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> keepsTheConventions() {
 *   return LibraryConventions.tests();
 * }
 * }</pre>
 */
public final class LibraryConventions {

  private LibraryConventions() {}

  /** One test for each convention. */
  public static Stream<DynamicTest> tests() {
    Path compiled = SourceTree.module().resolve("target/classes");
    Path sources = SourceTree.module().resolve("src/main/java");
    JavaClasses classes = new ClassFileImporter().importPath(compiled);
    Stream<DynamicTest> architecture =
        ArchitectureRules.of(exported(compiled)).stream()
            .map(rule -> dynamicTest(rule.getDescription(), () -> rule.check(classes)));
    return Stream.concat(
        architecture,
        Stream.of(
            dynamicTest(
                "every public element is documented",
                () -> assertNone(Documentation.gaps(sources))),
            dynamicTest(
                "no public type has the name of another",
                () -> assertNone(SimpleNames.wrong(SourceTree.module()))),
            dynamicTest("no file is long", () -> assertNone(CodeLines.wrong(sources))),
            dynamicTest("nothing is left for later", () -> assertNone(LeftForLater.in(sources)))));
  }

  private static Set<String> exported(Path compiled) {
    return ModuleFinder.of(compiled).findAll().stream()
        .flatMap(module -> module.descriptor().exports().stream())
        .filter(Predicate.not(ModuleDescriptor.Exports::isQualified))
        .map(ModuleDescriptor.Exports::source)
        .collect(Collectors.toSet());
  }

  private static void assertNone(List<String> found) {
    assertEquals("", String.join("\n", found));
  }
}
