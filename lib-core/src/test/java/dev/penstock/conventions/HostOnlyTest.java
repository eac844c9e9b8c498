package dev.penstock.conventions;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitReference;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way round the host is caught, as a call and as a reference; what the host gave is not. */
class HostOnlyTest {
  private static final String CASE =
      """
      package host%d;
      import java.io.*; import java.lang.ref.*; import java.net.*; import java.net.http.*;
      import java.nio.charset.*; import java.nio.file.*; import java.security.*; import java.time.*;
      import java.util.*; import java.util.concurrent.*; import java.util.function.*;
      import java.util.random.*; import java.util.stream.*;
      class Case { static void touch() throws Exception { %s } }
      """;

  private static final List<String> STATEMENTS = new ArrayList<>();

  @TempDir private static Path folder;
  private static JavaClasses classes;
  private static final List<JavaAccess<?>> REFUSED_ACCESSES = new ArrayList<>();

  @BeforeAll
  static void compile() {
    STATEMENTS.addAll(Stream.concat(refused(), allowed()).toList());
    classes =
        TestSources.compile(
            folder,
            STATEMENTS.stream()
                .map(statement -> CASE.formatted(STATEMENTS.indexOf(statement), statement))
                .toArray(String[]::new));
    refused()
        .flatMap(statement -> compiled(statement).stream())
        .forEach(type -> REFUSED_ACCESSES.addAll(type.getAccessesFromSelf()));
  }

  @ParameterizedTest
  @MethodSource
  void refused(String statement) {
    assertTrue(isRefused(statement), "slipped through");
  }

  @ParameterizedTest
  @MethodSource
  void allowed(String statement) {
    assertEquals(
        List.of(),
        ArchitectureRules.HOST_DECIDES
            .evaluate(compiled(statement))
            .getFailureReport()
            .getDetails());
  }

  @ParameterizedTest
  @MethodSource("dev.penstock.conventions.HostOnly#all")
  void isCaughtWhenCalled(Forbidden forbidden) {
    for (String name : Splitter.on("|").split(forbidden.name().pattern())) {
      assertTrue(
          isCaught(forbidden, name, access -> !(access instanceof JavaCodeUnitReference)), name);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.penstock.conventions.HostOnly#all")
  void isCaughtWhenReferredTo(Forbidden forbidden) {
    assertTrue(
        isCaught(forbidden, forbidden.name().pattern(), JavaCodeUnitReference.class::isInstance)
            || isCaught(forbidden, forbidden.name().pattern(), JavaFieldAccess.class::isInstance));
  }

  @Test
  void noStatementIsThereTwice() {
    assertEquals(STATEMENTS.stream().distinct().toList(), STATEMENTS);
  }

  static Stream<String> refused() {
    return lines("refused.txt");
  }

  static Stream<String> allowed() {
    return lines("allowed.txt");
  }

  private static boolean isRefused(String statement) {
    return ArchitectureRules.HOST_DECIDES.evaluate(compiled(statement)).hasViolation();
  }

  private static JavaClasses compiled(String statement) {
    return classes.that(resideInAPackage("host" + STATEMENTS.indexOf(statement)));
  }

  /**
   * Whether some refused statement has an access of this kind that one entry of the list catches.
   */
  private static boolean isCaught(Forbidden forbidden, String name, Predicate<JavaAccess<?>> kind) {
    return REFUSED_ACCESSES.stream()
        .filter(kind)
        .filter(forbidden::isTargetOf)
        .anyMatch(access -> access.getTarget().getName().matches(name));
  }

  private static Stream<String> lines(String file) {
    try (InputStream text = HostOnlyTest.class.getResourceAsStream(file)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
