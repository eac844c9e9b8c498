package dev.penstock.spec.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.spec.build.ReportFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestFormatsTest {

  @Test
  @Covers({"B-152", "B-156"})
  void junit() throws IOException {
    ReportSummary summary =
        Reports.read(
            ReportFormat.JUNITXML,
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites>
              <testsuite name="outer">
                <properties><property name="a" value="b"/></properties>
                <testsuite name="inner">
                  <testcase name="adds" classname="shop.CartTest" time="0.25"/>
                  <testcase name="removes" time="1,001.5"><system-out>noise</system-out></testcase>
                  <testcase name="pays" classname="shop.PayTest" time="oops">
                    <failure message="expected 2" type="AssertionError">at line 3</failure>
                    <error message="not counted"/>
                  </testcase>
                  <testcase name="ships" classname="shop.ShipTest">
                    <error type="IOException"><![CDATA[no <route>]]></error>
                  </testcase>
                  <testcase name="later" classname="shop.ShipTest"><skipped/></testcase>
                  <testcase name="off" classname="shop.ShipTest" status="notrun"/>
                  <testcase name="flaky" classname="shop.ShipTest">
                    <flakyFailure message="once"/>
                  </testcase>
                </testsuite>
              </testsuite>
            </testsuites>
            """,
            "<testsuite name='single'><testcase name='one' time='-1'/></testsuite>");
    assertEquals(
        """
        shop.PayTest | pays | FAILED | 0 ms | expected 2
        shop.ShipTest | ships | ERROR | 0 ms | no <route>
        shop.CartTest | adds | SUCCEEDED | 250 ms |\s
        inner | removes | SUCCEEDED | 1001500 ms |\s
        shop.ShipTest | later | SKIPPED | 0 ms |\s
        shop.ShipTest | off | SKIPPED | 0 ms |\s
        shop.ShipTest | flaky | SUCCEEDED | 0 ms |\s
        single | one | SUCCEEDED | 0 ms |\s
        """,
        Reports.cases(summary));
    assertEquals(ReportStatus.FAILED, summary.status());
    TestReport tests = summary.tests().orElseThrow();
    assertEquals(
        Map.of(
            CaseStatus.SUCCEEDED,
            4L,
            CaseStatus.FAILED,
            1L,
            CaseStatus.ERROR,
            1L,
            CaseStatus.SKIPPED,
            2L),
        tests.counts());
    assertEquals(Duration.ofMillis(1_001_750), tests.duration());
    assertEquals("group: FAILED, 8 tests, 2 failed, 2 skipped", summary.toString());
  }

  @Test
  @Covers({"B-152", "B-156"})
  void testng() throws IOException {
    assertEquals(
        """
        shop.CartTest | removes | FAILED | 1500 ms | expected 2
        shop.CartTest | opens | FAILED | 7 ms | stack
        shop.CartTest | adds | SUCCEEDED | 12 ms |\s
        shop.PayTest | later | SKIPPED | 0 ms |\s
        shop.PayTest | odd | UNKNOWN | 0 ms |\s
        """,
        Reports.cases(
            Reports.read(
                ReportFormat.TESTNGXML,
                """
                <testng-results skipped="1" failed="2" passed="1">
                  <suite name="s"><test name="t">
                    <class name="shop.CartTest">
                      <test-method name="setUp" status="PASS" is-config="true" duration-ms="9"/>
                      <test-method name="adds" status="PASS" duration-ms="12"/>
                      <test-method name="removes" status="FAIL" duration-ms="1500">
                        <exception class="E"><message><![CDATA[
                          expected 2
                        ]]></message><full-stacktrace>stack</full-stacktrace></exception>
                      </test-method>
                      <test-method name="opens" status="FAIL" is-config="true" duration-ms="7">
                        <exception class="E"><full-stacktrace>stack</full-stacktrace></exception>
                      </test-method>
                    </class>
                    <class name="shop.PayTest">
                      <test-method name="later" status="SKIP"/>
                      <test-method name="odd" status="WHAT"/>
                    </class>
                  </test></suite>
                </testng-results>
                """)));
  }

  @Test
  @Covers({"B-152", "B-156"})
  void visualStudio() throws IOException {
    assertEquals(
        """
        Shop.CartTests | Removes | FAILED | 61500 ms | expected 2
         | Unknown | ERROR | 0 ms |\s
        Shop.CartTests | Adds | SUCCEEDED | 12 ms |\s
        Shop.CartTests | Later | SKIPPED | 0 ms |\s
        Shop.CartTests | Odd | UNKNOWN | 0 ms |\s
        """,
        Reports.cases(
            Reports.read(
                ReportFormat.VISUALSTUDIOTRX,
                """
                <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
                  <Results>
                    <UnitTestResult testId="1" testName="Adds" outcome="Passed" duration="00:00:00.0120000"/>
                    <UnitTestResult testId="2" testName="Removes" outcome="Failed" duration="00:01:01.5">
                      <Output><StdOut>noise</StdOut>
                        <ErrorInfo><Message>expected 2</Message><StackTrace>x</StackTrace></ErrorInfo>
                      </Output>
                    </UnitTestResult>
                    <UnitTestResult testId="3" testName="Later" outcome="NotExecuted"/>
                    <UnitTestResult testId="4" testName="Odd" outcome="Inconclusive"/>
                    <UnitTestResult testId="9" testName="Unknown" outcome="Timeout" duration="soon"/>
                  </Results>
                  <TestDefinitions>
                    <UnitTest id="1"><TestMethod className="Shop.CartTests" name="Adds"/></UnitTest>
                    <UnitTest id="2"><TestMethod className="Shop.CartTests" name="Removes"/></UnitTest>
                    <UnitTest id="3"><TestMethod className="Shop.CartTests" name="Later"/></UnitTest>
                    <UnitTest id="4"><TestMethod className="Shop.CartTests" name="Odd"/></UnitTest>
                  </TestDefinitions>
                  <ResultSummary><Output><Message>not a case</Message></Output></ResultSummary>
                </TestRun>
                """)));
  }

  @Test
  @Covers({"B-152", "B-156"})
  void nunit2() throws IOException {
    assertEquals(
        """
        Shop.CartTests | Removes(1.5) | FAILED | 1500 ms | expected 2
        Shop.CartTests | Breaks | ERROR | 0 ms |\s
        Shop.CartTests | OldFailure | FAILED | 0 ms |\s
        Shop.CartTests | Adds | SUCCEEDED | 12 ms |\s
        Shop.CartTests | Later | SKIPPED | 0 ms | not today
         | Old | SUCCEEDED | 0 ms |\s
         | OldSkipped | SKIPPED | 0 ms |\s
         | Odd | UNKNOWN | 0 ms |\s
        """,
        Reports.cases(
            Reports.read(
                ReportFormat.NUNITXML,
                """
                <test-results name="shop.dll" total="3">
                  <test-suite type="Assembly" result="Failure"><results>
                    <test-case name="Shop.CartTests.Adds" executed="True" result="Success" time="0.012"/>
                    <test-case name="Shop.CartTests.Removes(1.5)" result="Failure" time="1.5">
                      <failure><message><![CDATA[expected 2]]></message><stack-trace/></failure>
                    </test-case>
                    <test-case name="Shop.CartTests.Breaks" result="Error"/>
                    <test-case name="Shop.CartTests.Later" executed="False" result="Ignored">
                      <reason><message>not today</message></reason>
                    </test-case>
                    <test-case name="Old" executed="True" success="True"/>
                    <test-case name="Shop.CartTests.OldFailure" executed="True" success="False"/>
                    <test-case name="OldSkipped" executed="False"/>
                    <test-case name="Odd" result="Inconclusive"/>
                  </results></test-suite>
                </test-results>
                """)));
  }

  @Test
  @Covers({"B-152", "B-156"})
  void nunit3() throws IOException {
    assertEquals(
        """
        Shop.CartTests | Removes | FAILED | 1500 ms | expected 2
        Shop.CartTests | Breaks | ERROR | 0 ms |\s
        Shop.CartTests | Adds | SUCCEEDED | 12 ms |\s
        Shop.CartTests | Warns | SUCCEEDED | 0 ms |\s
        Shop.CartTests | Later | SKIPPED | 0 ms | not today
        Shop.CartTests | Odd | UNKNOWN | 0 ms |\s
        """,
        Reports.cases(
            Reports.read(
                ReportFormat.NUNIT3XML,
                """
                <test-run id="2" testcasecount="4">
                  <test-suite type="TestFixture" result="Failed">
                    <failure><message>of the suite</message></failure>
                    <test-case name="Adds" classname="Shop.CartTests" result="Passed" duration="0.012"/>
                    <test-case name="Removes" classname="Shop.CartTests" result="Failed" duration="1.5">
                      <failure><message>expected 2</message><stack-trace>x</stack-trace></failure>
                      <assertions><assertion><message>again</message></assertion></assertions>
                    </test-case>
                    <test-case name="Breaks" classname="Shop.CartTests" result="Failed" label="Error"/>
                    <test-case name="Warns" classname="Shop.CartTests" result="Warning"/>
                    <test-case name="Later" classname="Shop.CartTests" result="Skipped">
                      <reason><message>not today</message></reason>
                    </test-case>
                    <test-case name="Odd" classname="Shop.CartTests" result="Inconclusive"/>
                  </test-suite>
                </test-run>
                """)));
  }

  @Test
  @Covers({"B-152", "B-156"})
  void cucumber() throws IOException {
    assertEquals(
        """
        Cart | pays | FAILED | 3 ms | expected 2
        Cart | hooked | FAILED | 0 ms | no browser
        Cart | ambiguous | FAILED | 0 ms |\s
        Cart | adds | SUCCEEDED | 2003 ms |\s
        Cart | later | SKIPPED | 0 ms |\s
        ship.feature | not written | UNKNOWN | 0 ms |\s
        """,
        Reports.cases(
            Reports.read(
                ReportFormat.CUCUMBERJSON,
                """
                [{"name": "Cart", "uri": "cart.feature", "elements": [
                  {"type": "background", "steps": [
                    {"result": {"status": "passed", "duration": 3000000}}]},
                  {"type": "scenario", "name": "adds", "steps": [
                    {"embeddings": [{"data": "AAAA"}],
                     "result": {"status": "passed", "duration": 2000000000}}]},
                  {"type": "background", "steps": [
                    {"result": {"status": "passed", "duration": 2000000}}]},
                  {"type": "scenario", "name": "pays", "steps": [
                    {"result": {"status": "passed", "duration": 1000000}},
                    {"result": {"status": "failed", "error_message": "expected 2"}},
                    {"result": {"status": "skipped"}}]},
                  {"type": "scenario", "name": "hooked", "before": [
                    {"result": {"status": "failed", "error_message": "no browser"}}],
                    "steps": [{"result": {"status": "skipped"}}]},
                  {"type": "scenario", "name": "later", "steps": [{"result": {"status": "skipped"}}]},
                  {"type": "scenario", "name": "ambiguous", "steps": [
                    {"result": {"status": "ambiguous"}}]}
                ]},
                {"uri": "ship.feature", "elements": [
                  {"type": "scenario", "name": "not written", "steps": [
                    {"result": {"status": "undefined"}}, {"result": {"status": "skipped"}}]}
                ]}]
                """)));
  }
}
