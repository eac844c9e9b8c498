package dev.penstock.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("The rules that pipelines answer themselves")
class BuiltInRulesTest {

  private static String compared(String variable, String operator, String value) {
    RuleResult result =
        VariableCheck.evaluate(Map.of("Variable", variable, "Operator", operator, "Value", value));
    return result.outcome() + " " + result.summary();
  }

  @Test
  @DisplayName("compare: equal, not equal, a part, a whole expression")
  @Covers({"P-1226", "P-1227"})
  void compare() {
    assertEquals("SUCCEEDED \"main\" EQ \"main\"", compared("main", "EQ", "main"));
    assertEquals("FAILED \"main\" EQ \"Main\" does not hold", compared("main", "EQ", "Main"));
    assertEquals("SUCCEEDED \"main\" NE \"Main\"", compared("main", "NE", "Main"));
    assertEquals("FAILED \"main\" NE \"main\" does not hold", compared("main", "NE", "main"));
    assertEquals("SUCCEEDED \"main\" CONTAINS \"ai\"", compared("main", "CONTAINS", "ai"));
    assertEquals("FAILED \"main\" CONTAINS \"x\" does not hold", compared("main", "CONTAINS", "x"));
    assertEquals("SUCCEEDED \"v12\" MATCHES \"v[0-9]+\"", compared("v12", "MATCHES", "v[0-9]+"));
    assertEquals(
        "FAILED \"xv12\" MATCHES \"v[0-9]+\" does not hold",
        compared("xv12", "MATCHES", "v[0-9]+"));
    assertEquals(
        "ERRORED \"GT\" is no operator; allowed: EQ, NE, CONTAINS, MATCHES",
        compared("2", "GT", "1"));
    assertEquals(
        "ERRORED \"[\" is no regular expression: Unclosed character class",
        compared("2", "MATCHES", "["));
    assertEquals(
        "ERRORED the expression \"(a|b)*\" is too deep for this text",
        compared("ab".repeat(100_000), "MATCHES", "(a|b)*"));
    assertEquals(
        "FAILED \"" + "x".repeat(1_000) + "…\" EQ \"y\" does not hold",
        compared("x".repeat(1_001), "EQ", "y"));
    assertEquals(
        "SUCCEEDED \"" + "x".repeat(1_000) + "\" NE \"y\"", compared("x".repeat(1_000), "NE", "y"));
    RuleResult incomplete = VariableCheck.evaluate(Map.of("Variable", "x"));
    assertEquals(RuleResult.Outcome.ERRORED, incomplete.outcome());
    assertEquals("needs [Variable, Value, Operator], has [Variable]", incomplete.summary());
  }

  @Test
  @Timeout(60) // without the limit it takes days
  @DisplayName("give up an expression that goes over a stranger's text again and again")
  @Covers("P-1227")
  void patience() {
    String message = "fix".repeat(6_000) + "release".repeat(3_000);
    assertEquals(
        "ERRORED the expression \".*fix.*release.*now.*\" goes over this text of 39000 characters"
            + " again and again; allowed: 10000000 looks at them",
        compared(message, "MATCHES", ".*fix.*release.*now.*"));
    assertEquals(
        RuleResult.Outcome.SUCCEEDED,
        VariableCheck.evaluate(
                Map.of("Variable", message, "Operator", "MATCHES", "Value", "(?s)fix.*release"))
            .outcome());
  }

  private static Pipeline.Builder pipeline(RuleType type, Consumer<Rule.Builder> options) {
    return Pipeline.builder("checkout")
        .stage(
            "Build",
            stage ->
                stage
                    .action("compile", ActionType.of(ActionCategory.BUILD, "Script"))
                    .onSuccess(c -> c.rule("r", type, options)));
  }

  private static String found(RuleType type, String... settings) {
    Pipeline.Builder pipeline =
        pipeline(
            type,
            rule -> {
              for (String setting : settings) {
                int equals = setting.indexOf('=');
                rule.configuration(setting.substring(0, equals), setting.substring(equals + 1));
              }
            });
    List<Diagnostic> found;
    try {
      found = pipeline.build().check(Conformance.OPEN);
    } catch (InvalidDefinitionException e) {
      found = e.diagnostics();
    }
    return found.stream()
        .map(
            each ->
                each.withSource("")
                    .toString()
                    .replace("stages[0].onSuccess.conditions[0].rules[0].configuration", "@")
                    .replace(" (Build/r)", ""))
        .collect(Collectors.joining("\n"));
  }

  @Test
  @DisplayName("compare only what can be compared, as far as the definition tells")
  @Covers({"P-1226", "P-1227"})
  void comparisons() {
    RuleType check = RuleType.VARIABLE_CHECK;
    for (String operator : List.of("EQ", "NE", "CONTAINS", "MATCHES")) {
      assertEquals(
          "",
          found(
              check,
              "Variable=#{codepipeline.PipelineExecutionId}",
              "Operator=" + operator,
              "Value=.*"));
    }
    assertEquals(
        """
        @: Rule/VariableCheck without "Variable"; allowed: Variable, Value, Operator [pipeline.rule-configuration P-1226]
        @: Rule/VariableCheck without "Value"; allowed: Variable, Value, Operator [pipeline.rule-configuration P-1226]
        @: Rule/VariableCheck without "Operator"; allowed: Variable, Value, Operator [pipeline.rule-configuration P-1226]""",
        found(check));
    assertEquals(
        "@.Operator: \"GT\" is no operator; allowed: EQ, NE, CONTAINS, MATCHES"
            + " [pipeline.rule-configuration P-1227]",
        found(check, "Variable=x", "Operator=GT", "Value=1"));
    assertEquals(
        "@.Value: \"[\" is no regular expression: Unclosed character class; allowed: the syntax of"
            + " java.util.regex.Pattern [pipeline.rule-configuration P-1227]",
        found(check, "Variable=x", "Operator=MATCHES", "Value=["));
    assertEquals("", found(check, "Variable=x", "Operator=EQ", "Value=["));
    assertEquals(
        "", found(check, "Variable=x", "Operator=#{codepipeline.PipelineExecutionId}", "Value=["));
  }

  @Test
  @DisplayName("are told once what they lack, also where the service would miss it too")
  void noEchoes() {
    Pipeline.Builder pipeline =
        pipeline(
            RuleType.VARIABLE_CHECK,
            rule -> rule.configuration("Variable", "x").configuration("Operator", "GT"));
    assertEquals(
        List.of("pipeline.rule-configuration P-1226", "pipeline.rule-configuration P-1227"),
        assertThrows(
                InvalidDefinitionException.class,
                () -> pipeline.conformance(Conformance.CODEPIPELINE).build())
            .diagnostics()
            .stream()
            .filter(each -> each.path().contains("onSuccess.conditions"))
            .map(each -> each.rule() + " " + each.reference())
            .toList());
  }

  @Test
  @DisplayName("wait only for windows that can be read, and warn of those of one minute")
  @Covers({"P-1224", "P-1228", "P-1229", "P-1230"})
  void windows() {
    RuleType window = RuleType.DEPLOYMENT_WINDOW;
    assertEquals("", found(window, "Cron=* * 9-17 ? * MON-FRI", "TimeZone=Europe/Berlin"));
    assertEquals("", found(window, "Cron=* 0,30 9-17 ? * MON-FRI", "Wait=false"));
    assertEquals(
        "warning: @: the window has one minute of each hour; write * for all minutes"
            + " [pipeline.window P-1230]",
        found(window, "Cron=0 0 9-17 ? * MON-FRI *"));
    assertEquals("@: needs Cron, has [] [pipeline.rule-configuration P-1228]", found(window));
    assertEquals(
        "@: minutes: \"x\" is out of range; allowed: 0 to 59 [pipeline.rule-configuration P-1228]",
        found(window, "Cron=* x * ? * *"));
    assertEquals(
        "@: time zone: \"Mars\" is unknown; allowed: Region/City, UTC, UTC+HH:MM, UTC-HH:MM, and"
            + " abbreviations such as CET [pipeline.rule-configuration P-1229]",
        found(window, "Cron=* * * ? * *", "TimeZone=Mars"));
    assertEquals(
        "@: Wait: \"no\"; allowed: true, false [pipeline.rule-configuration P-1228]",
        found(window, "Cron=* * * ? * *", "Wait=no"));
    assertEquals("", found(window, "Cron=#{codepipeline.PipelineExecutionId}"));
  }

  @Test
  @DisplayName("have keys, like those that the host answers")
  void keys() {
    record Line(String reference, String provider, List<String> required) {}

    for (Line line :
        List.of(
            new Line("P-1221", "CloudWatchAlarm", List.of("AlarmName")),
            new Line("P-1222", "CodeBuild", List.of("ProjectName")),
            new Line("P-1225", "LambdaInvoke", List.of("FunctionName")))) {
      List<String> found =
          pipeline(RuleType.aws(line.provider()), rule -> rule.configuration("Unheard", "x"))
              .build()
              .check(Conformance.CODEPIPELINE)
              .stream()
              .filter(each -> each.path().contains("onSuccess.conditions"))
              .map(each -> each.reference() + " " + each.rule() + " " + each.found())
              .toList();
      assertEquals(
          List.of(
              line.reference()
                  + " codepipeline.required-key Rule/"
                  + line.provider()
                  + " without \""
                  + line.required().get(0)
                  + "\"",
              line.reference()
                  + " codepipeline.unknown-key Rule/"
                  + line.provider()
                  + " has no key \"Unheard\""),
          found);
    }
    assertEquals(
        List.of("P-1223 codepipeline.unknown-key", "P-174 codepipeline.commands"),
        pipeline(RuleType.aws("Commands"), rule -> rule.configuration("Unheard", "x"))
            .build()
            .check(Conformance.CODEPIPELINE)
            .stream()
            .filter(each -> each.path().contains("onSuccess.conditions"))
            .map(each -> each.reference() + " " + each.rule())
            .toList());
  }
}
