package dev.penstock.spec.build;

import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** In which format reports are written (B-152). The names are those of the file. */
public enum ReportFormat {
  /** Cucumber's JSON. */
  CUCUMBERJSON(false),
  /** JUnit's XML, which stands for a group that names no format. */
  JUNITXML(false),
  /** The XML of NUnit 2. */
  NUNITXML(false),
  /** The XML of NUnit 3. */
  NUNIT3XML(false),
  /** TestNG's XML. */
  TESTNGXML(false),
  /** Visual Studio's TRX. */
  VISUALSTUDIOTRX(false),
  /** Clover's XML. */
  CLOVERXML(true),
  /** Cobertura's XML. */
  COBERTURAXML(true),
  /** JaCoCo's XML. */
  JACOCOXML(true),
  /** SimpleCov's JSON, as SimpleCov itself writes it. */
  SIMPLECOV(true);

  static final Set<String> ALL =
      Arrays.stream(values()).map(ReportFormat::name).collect(ImmutableSet.toImmutableSet());

  private final boolean isCoverage;

  ReportFormat(boolean isCoverage) {
    this.isCoverage = isCoverage;
  }

  /**
   * Whether such reports tell which code ran, and not which tests.
   *
   * @return true for a coverage format
   */
  public boolean isCoverage() {
    return isCoverage;
  }

  /**
   * Finds a format.
   *
   * @param name its name, in any letter case
   * @return the format; empty if there is none of that name
   */
  public static Optional<ReportFormat> named(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(format -> format.name().equals(upper)).findFirst();
  }
}
