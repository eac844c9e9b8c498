package dev.penstock.artifact.version;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.conventions.Covers;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The versions of the ecosystems")
class StandAloneTest {

  /** Where the library's own classes are. */
  private static Path compiled() throws URISyntaxException {
    return Path.of(VersionScheme.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @Test
  @Covers("AP-057")
  @DisplayName("need nothing but the JDK")
  void needNothing() throws URISyntaxException {
    JavaClasses versions =
        new ClassFileImporter()
            .importPath(compiled())
            .that(resideInAPackage("dev.penstock.artifact.version"));
    assertTrue(versions.contain(VersionScheme.class));
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify.annotations", "dev.penstock.artifact.version")
        .check(versions);
  }

  @Test
  @Covers("AP-057")
  @DisplayName("are those of npm, PyPI, Maven and NuGet, and of anything")
  void each() {
    List<String> schemes = Stream.of(VersionScheme.values()).map(Enum::name).toList();
    for (PackageFormat format :
        List.of(
            PackageFormat.NPM,
            PackageFormat.PYPI,
            PackageFormat.MAVEN,
            PackageFormat.NUGET,
            PackageFormat.GENERIC)) {
      assertTrue(schemes.contains(format.name()), format.id());
    }
  }
}
