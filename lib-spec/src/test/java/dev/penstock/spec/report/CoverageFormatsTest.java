package dev.penstock.spec.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.spec.build.ReportFormat;
import java.io.IOException;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CoverageFormatsTest {

  @Test
  @Covers("B-152")
  void clover() throws IOException {
    assertEquals(
        """
        /src/Cart.java 3/4 3/4
        Empty.java 0/0 0/0
        """,
        Reports.files(
            Reports.read(
                ReportFormat.CLOVERXML,
                """
                <coverage generated="1"><project>
                  <package name="shop">
                    <file name="Cart.java" path="/src/Cart.java">
                      <metrics statements="9" coveredstatements="9"/>
                      <class name="Cart"><metrics/></class>
                      <line num="3" type="method" count="2"/>
                      <line num="4" type="stmt" count="2"/>
                      <line num="5" type="stmt" count="0"/>
                      <line num="6" type="cond" truecount="1" falsecount="0"/>
                      <line num="7" type="cond" truecount="1" falsecount="4"/>
                    </file>
                    <file name="Empty.java"/>
                  </package>
                </project></coverage>
                """)));
  }

  private static final String COBERTURA =
      """
      <?xml version="1.0"?>
      <!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
      <coverage line-rate="0.5"><packages><package name="shop"><classes>
        <class name="shop.Cart" filename="shop/Cart.java">
          <methods><method name="add"><lines><line number="4" hits="1"/></lines></method></methods>
          <lines>
            <line number="4" hits="1"/>
            <line number="5" hits="0"/>
            <line number="6" hits="2" branch="true" condition-coverage="50%% (1/2)"/>
          </lines>
        </class>
        <class name="shop.Cart$Item" filename="shop/Cart.java">
          <lines><line number="9" hits="%d"/></lines>
        </class>
      </classes></package></packages></coverage>
      """;

  @Test
  @Covers("B-152")
  void coberturaOfSeveralRunsIsPutTogether() throws IOException {
    assertEquals(
        "shop/Cart.java 2/4 1/2\n",
        Reports.files(Reports.read(ReportFormat.COBERTURAXML, COBERTURA.formatted(0))));
    ReportSummary both =
        Reports.read(ReportFormat.COBERTURAXML, COBERTURA.formatted(0), COBERTURA.formatted(1));
    assertEquals("shop/Cart.java 3/4 1/2\n", Reports.files(both));
    assertEquals("group: SUCCEEDED, lines 75.0 %, branches 50.0 %", both.toString());
  }

  @Test
  @Covers("B-152")
  void jacoco() throws IOException {
    assertEquals(
        """
        App.java 0/0 0/0
        core/shop/Cart.java 2/3 3/4
        """,
        Reports.files(
            Reports.read(
                ReportFormat.JACOCOXML,
                """
                <!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd">
                <report name="all">
                  <group name="core"><package name="shop">
                    <class name="shop/Cart"><counter type="LINE" missed="7" covered="7"/></class>
                    <sourcefile name="Cart.java">
                      <line nr="3" mi="0" ci="4" mb="0" cb="2"/>
                      <line nr="4" mi="2" ci="1" mb="1" cb="1"/>
                      <line nr="5" mi="2" ci="0" mb="0" cb="0"/>
                      <counter type="LINE" missed="1" covered="2"/>
                    </sourcefile>
                  </package></group>
                  <package name=""><sourcefile name="App.java"/></package>
                </report>
                """)));
  }

  @Test
  @Covers("B-152")
  void simpleCovInBothOfItsForms() throws IOException {
    String resultSet =
        """
        {"RSpec": {"coverage": {
            "/app/cart.rb": {"lines": [null, 1, 0, "ignored", 2],
              "branches": {"[:if, 0, 3]": {"[:then, 1]": 2, "[:else, 2]": 0}}},
            "/app/old.rb": [1, null, 0]}, "timestamp": 5},
         "Minitest": {"coverage": {"/app/cart.rb": {"lines": [null, 0, 3, null, 0],
              "branches": {"[:if, 0, 3]": {"[:then, 1]": 0, "[:else, 2]": 0}}}}}}
        """;
    assertEquals(
        """
        /app/cart.rb 3/3 1/2
        /app/old.rb 1/2 0/0
        """,
        Reports.files(Reports.read(ReportFormat.SIMPLECOV, resultSet)));
    String formatter =
        """
        {"meta": {"simplecov_version": "0.22.0"}, "coverage": {
          "/app/cart.rb": {"lines": [1, 0], "branches": [
             {"type": "then", "start_line": 1, "end_line": 1, "coverage": 1},
             {"type": "else", "start_line": 2, "end_line": 2, "coverage": 0}]}}, "groups": {}}
        """;
    assertEquals(
        "/app/cart.rb 1/2 1/2\n", Reports.files(Reports.read(ReportFormat.SIMPLECOV, formatter)));
    assertEquals(
        "report: this is the format of the gem simplecov-json; expected a coverage by file, as"
            + " SimpleCov writes it",
        Reports.fault(ReportFormat.SIMPLECOV, "{\"timestamp\": 1, \"files\": []}"));
    assertEquals(
        "report: expected a coverage by file, as SimpleCov writes it",
        Reports.fault(ReportFormat.SIMPLECOV, "{}"));
  }

  @Test
  void lcov() throws IOException {
    ReportReader reader = ReportReader.ofLcov();
    reader.read(
        "lcov.info",
        Reports.bytes(
            """
            # made by a test
            TN:unit
            SF:src/cart.c
            FN:1,main
            FNDA:1,main
            DA:1,5,hash
            DA:2,0
            BRDA:2,0,0,1
            BRDA:2,0,1,-
            BRDA:2,0,1,0
            LF:2
            end_of_record

            SF:src/pay.c
            DA:7,1
            end_of_record
            """));
    assertEquals(
        """
        src/cart.c 1/2 1/2
        src/pay.c 1/1 0/0
        """,
        Reports.files(reader.summary("group")));
    assertEquals(
        "lcov.info:1: no line of a tracefile; allowed: SF, DA, BRDA, end_of_record",
        assertThrows(
                ReportException.class,
                () -> ReportReader.ofLcov().read("lcov.info", Reports.bytes("<html>\n")))
            .getMessage());
  }

  @Test
  void aTallyKnowsItsShare() {
    assertEquals(OptionalDouble.of(75), new Tally(3, 4).percent());
    assertEquals(OptionalDouble.empty(), Tally.NONE.percent());
    assertEquals(
        "covered: 5 is out of range; allowed: 0 to 4",
        assertThrows(IllegalArgumentException.class, () -> new Tally(5, 4)).getMessage());
  }
}
