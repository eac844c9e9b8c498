package dev.penstock.samples.speclint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.spec.SpecSource;
import dev.penstock.spec.lint.LintResult;
import dev.penstock.spec.lint.Linter;
import java.util.List;
import org.junit.jupiter.api.Test;

class HumanReportTest {

  @Test
  void coloursTellHowMuchALineMatters() {
    LintResult result =
        Linter.builder()
            .build()
            .lint(new SpecSource("buildspec.yml", "version: 0.2\nphases:\n  build: [a]\nx: 1\n"));
    assertEquals(
        "\u001B[31mbuildspec.yml:3:10: phases.build: expected a mapping, found a list; put the list under"
            + " \"commands:\" [BS034]\u001B[0m\n"
            + "      build: [a]\n"
            + "             \u001B[31m^\u001B[0m\n"
            + "\u001B[33mbuildspec.yml:4:1: warning: x: key \"x\" means nothing here and is ignored;"
            + " allowed: version, run-as, env, proxy, batch, phases, reports, artifacts, cache"
            + " [BS020]\u001B[0m\n"
            + "    x: 1\n"
            + "    \u001B[33m^\u001B[0m\n"
            + "1 file: 1 invalid, 0 with warnings, 0 valid\n",
        new HumanReport(true).of(List.of(result)));
  }

  @Test
  void nothingFoundIsSaidToo() {
    assertEquals(
        "0 files: 0 invalid, 0 with warnings, 0 valid\n", new HumanReport(false).of(List.of()));
  }
}
