package dev.penstock.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.diagnostic.ReadResult;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A policy document")
class PolicyReadTest {
  private static final String SPECIMEN =
      "{'Version': '2012-10-17', 'Statement': {'Effect': 'Allow', 'Action': 'p:X', 'Resource': '*'}}";
  private static final String OF_RESOURCE =
      "{'Version': '2012-10-17', 'Statement': {'Effect': 'Allow', 'Principal': '*', 'Action': 'p:X', 'Resource': '*'}}";

  private static List<String> faults(PolicyKind kind, String json) {
    return Policy.read(kind, "p.json", json.replace('\'', '"')).diagnostics().stream()
        .map(Diagnostic::toString)
        .toList();
  }

  private static List<String> faults(String json) {
    return faults(PolicyKind.IDENTITY, json);
  }

  /** Faults of the specimen after a change. */
  private static String fault(String old, String changed) {
    assertTrue(SPECIMEN.contains(old), old);
    List<String> faults = faults(SPECIMEN.replace(old, changed));
    assertEquals(1, faults.size(), () -> changed + ": " + faults);
    return faults.get(0);
  }

  private static String principalFault(String changed) {
    List<String> faults =
        faults(PolicyKind.RESOURCE, OF_RESOURCE.replace("'Principal': '*'", changed));
    assertEquals(1, faults.size(), () -> changed + ": " + faults);
    return faults.get(0);
  }

  private static void accepts(PolicyKind kind, String json) {
    assertEquals(List.of(), faults(kind, json), json);
  }

  @Test
  @DisplayName("has a version, perhaps an id, and one statement or several")
  @Covers("A-170")
  void grammar() {
    accepts(PolicyKind.IDENTITY, SPECIMEN);
    accepts(PolicyKind.RESOURCE, OF_RESOURCE);
    accepts(PolicyKind.IDENTITY, SPECIMEN.replace("2012-10-17", "2008-10-17"));
    accepts(PolicyKind.IDENTITY, SPECIMEN.replace("'Version'", "'Id': 'x', 'Version'"));
    accepts(
        PolicyKind.IDENTITY,
        "{'Version': '2012-10-17', 'Statement': [{'Sid': 'A1', 'Effect': 'Deny', 'NotAction': ['p:X'],"
            + " 'NotResource': ['a', 'b'], 'Condition': {}}, {'Effect': 'Allow', 'Action': '*', 'Resource': '*'}]}");
    assertEquals(
        "p.json:1:13: Version: found the text \"2026-01-01\"; allowed: 2012-10-17, 2008-10-17"
            + " [policy.value]",
        fault("2012-10-17", "2026-01-01"));
    assertEquals(
        "p.json:1:1: warning: Version is missing, so that variables are plain text; write"
            + " \"Version\": \"2012-10-17\" [policy.version]",
        fault("'Version': '2012-10-17', ", ""));
    assertInstanceOf(
        ReadResult.Accepted.class,
        Policy.read(
            PolicyKind.IDENTITY,
            "",
            SPECIMEN.replace("'Version': '2012-10-17', ", "").replace('\'', '"')));
    assertEquals(
        "p.json:1:33: Id: found the number 7; allowed: a text [policy.value]",
        fault("'Statement'", "'Id': 7, 'Statement'"));
    assertEquals(
        List.of(
            "p.json:1:1: Statement is missing; allowed: a statement, or an array of them"
                + " [policy.missing-element]"),
        faults("{'Version': '2012-10-17'}"));
    assertEquals(
        List.of(
            "p.json:1:40: Statement: found an empty array; allowed: a statement, or an array of them"
                + " [policy.value]"),
        faults("{'Version': '2012-10-17', 'Statement': []}"));
    assertEquals(
        List.of("p.json:1:41: Statement[0]: found null; allowed: an object [policy.value]"),
        faults("{'Version': '2012-10-17', 'Statement': [null]}"));
  }

  @Test
  @DisplayName(
      "has statements with one effect, and one form of action, resource and principal each")
  @Covers({"A-170", "A-172"})
  void statements() {
    assertEquals(
        "p.json:1:51: Statement.Effect: found the text \"allow\"; allowed: Allow, Deny [policy.value]",
        fault("'Allow'", "'allow'"));
    assertEquals(
        "p.json:1:40: Statement: Effect is missing; allowed: Allow, Deny [policy.missing-element]",
        fault("'Effect': 'Allow', ", ""));
    assertEquals(
        "p.json:1:40: Statement: Action is missing; allowed: exactly one of Action and NotAction"
            + " [policy.missing-element]",
        fault("'Action': 'p:X', ", ""));
    assertEquals(
        "p.json:1:77: Statement: found both forms; allowed: exactly one of Action and NotAction"
            + " [policy.exclusive-elements]",
        fault("'Action': 'p:X', ", "'Action': 'p:X', 'NotAction': 'p:Y',  "));
    assertEquals(
        "p.json:1:40: Statement: Resource is missing; allowed: exactly one of Resource and"
            + " NotResource [policy.missing-element]",
        fault(", 'Resource': '*'", ""));
    assertEquals(
        "p.json:1:94: Statement: found both forms; allowed: exactly one of Resource and NotResource"
            + " [policy.exclusive-elements]",
        fault("'Resource': '*'", "'Resource': '*', 'NotResource': 'x'"));
    assertEquals(
        "p.json:1:41: Statement.Principal: a policy of an identity names a principal; allowed: none,"
            + " because it holds for whom it is attached to [policy.principal]",
        fault("'Effect'", "'Principal': '*', 'Effect'"));
    assertEquals(
        "p.json:1:41: Statement.NotPrincipal: a policy of an identity names a principal; allowed:"
            + " none, because it holds for whom it is attached to [policy.principal]",
        fault("'Effect'", "'NotPrincipal': '*', 'Effect'"));
    assertEquals(
        List.of(
            "p.json:1:40: Statement: Principal is missing; allowed: exactly one of Principal and"
                + " NotPrincipal [policy.missing-element]"),
        faults(PolicyKind.RESOURCE, SPECIMEN));
    assertEquals(
        List.of(
            "p.json:1:78: Statement: found both forms; allowed: exactly one of Principal and"
                + " NotPrincipal [policy.exclusive-elements]"),
        faults(
            PolicyKind.RESOURCE,
            OF_RESOURCE.replace("'Principal': '*'", "'Principal': '*', 'NotPrincipal': '*'")));
  }

  @Test
  @DisplayName("knows its elements by their exact names, and statements by unique ids")
  @Covers("A-172")
  void names() {
    assertEquals(
        "p.json:1:60: Statement: unknown element \"action\"; allowed: Sid, Effect, Principal,"
            + " NotPrincipal, Action, NotAction, Resource, NotResource, Condition; did you mean"
            + " \"Action\"? [policy.unknown-element]",
        fault("'Action'", "'action': 'p:X', 'Action'"));
    assertEquals(
        "p.json:1:27: unknown element \"Statements\"; allowed: Version, Id, Statement; did you mean"
            + " \"Statement\"? [policy.unknown-element]",
        fault("'Statement'", "'Statements': [], 'Statement'"));
    assertEquals(
        "p.json:1:27: unknown element \"Note\"; allowed: Version, Id, Statement"
            + " [policy.unknown-element]",
        fault("'Statement'", "'Note': 1, 'Statement'"));
    assertEquals(
        "p.json:1:48: Statement.Sid: found the text \"a-b\"; allowed: letters and digits"
            + " [policy.value]",
        fault("'Effect'", "'Sid': 'a-b', 'Effect'"));
    String twice =
        """
        {'Version': '2012-10-17', 'Statement': [
        {'Sid': 'A', 'Effect': 'Allow', 'Action': 'p:X', 'Resource': '*'},
        {'Sid': '%s', 'Effect': 'Allow', 'Action': 'p:X', 'Resource': '*'}]}
        """;
    assertEquals(
        List.of(
            "p.json:3:9: Statement[1].Sid: another statement is called \"A\"; allowed: a Sid that is"
                + " unique in the document [policy.duplicate-sid]"),
        faults(twice.formatted("A")));
    assertEquals(List.of(), faults(twice.formatted("a")));
    assertEquals(
        "p.json:1:79: Statement.Action: the key \"Action\" stands here twice; allowed: once"
            + " [policy.duplicate-key]",
        fault("'Action': 'p:X',", "'Action': 'p:X',   'Action': 'p:X',"));
  }

  @Test
  @DisplayName("holds texts or arrays of texts, and principals without partial wild characters")
  @Covers("A-171")
  void values() {
    assertEquals(
        "p.json:1:71: Statement.Action: found an empty array; allowed: a text, or an array of texts"
            + " [policy.value]",
        fault("'p:X'", " []"));
    assertEquals(
        "p.json:1:71: Statement.Action: found the number 7; allowed: a text [policy.value]",
        fault("'p:X'", "[7]"));
    assertEquals(
        "p.json:1:90: Statement.Resource: found an object; allowed: a text [policy.value]",
        fault("'*'", " {}"));
    accepts(PolicyKind.IDENTITY, SPECIMEN.replace("'p:X'", "['p:X', 'p:Y']"));
    accepts(PolicyKind.IDENTITY, SPECIMEN.replace("'*'", "['a', 'b']"));

    String arn =
        "; allowed: *, 12 digits, or arn:<partition>:iam::<12 digits>:<root, user/name or role/name>"
            + " without wild characters [policy.principal]";
    for (String bad :
        List.of(
            "arn:aws:iam::123456789012:user/*",
            "arn:aws:iam::123456789012:role/a?",
            "arn:aws:iam::*:root",
            "12345678901",
            "1234567890123",
            "ada",
            "arn:aws:s3:::123456789012")) {
      assertEquals(
          "p.json:1:81: Statement.Principal.AWS: found the text \"" + bad + "\"" + arn,
          principalFault("'Principal': {'AWS': '" + bad + "'}"));
    }
    for (String good :
        List.of(
            "'*'",
            "{'AWS': '*'}",
            "{'AWS': '123456789012'}",
            "{'AWS': ['arn:aws:iam::123456789012:root', 'arn:aws:iam::123456789012:user/a/b']}",
            "{'Service': 'a.b', 'Federated': 'c', 'CanonicalUser': 'd'}")) {
      accepts(PolicyKind.RESOURCE, OF_RESOURCE.replace("'Principal': '*'", "'Principal': " + good));
      accepts(
          PolicyKind.RESOURCE, OF_RESOURCE.replace("'Principal': '*'", "'NotPrincipal': " + good));
    }
    assertEquals(
        "p.json:1:85: Statement.Principal.Service: found the text \"*\"; allowed: an id without wild"
            + " characters [policy.principal]",
        principalFault("'Principal': {'Service': '*'}"));
    assertEquals(
        "p.json:1:73: Statement.Principal: found the text \"ada\"; allowed: \"*\", or an object of"
            + " AWS, Service, Federated, CanonicalUser [policy.principal]",
        principalFault("'Principal': 'ada'"));
    assertEquals(
        "p.json:1:73: Statement.Principal: found an object; allowed: at least one of AWS, Service,"
            + " Federated, CanonicalUser [policy.principal]",
        principalFault("'Principal': {}"));
    assertEquals(
        "p.json:1:74: Statement.Principal: unknown element \"Aws\"; allowed: AWS, Service, Federated,"
            + " CanonicalUser; did you mean \"AWS\"? [policy.unknown-element]",
        principalFault("'Principal': {'Aws': '*'}"));
    assertEquals(
        "p.json:1:82: Statement.Principal.AWS: found true; allowed: a text [policy.principal]",
        principalFault("'Principal': {'AWS': [true]}"));
    assertEquals(
        "p.json:1:81: Statement.Principal.AWS: found an empty array; allowed: a text, or an array of"
            + " texts [policy.principal]",
        principalFault("'Principal': {'AWS': []}"));
  }

  @Test
  @DisplayName("has actions whose service is not wild")
  @Covers("A-173")
  void actions() {
    for (String bad : List.of("p*:X", "*:X", "X", "p:", "p:X Y", "p?:X", "", "**")) {
      assertEquals(
          "p.json:1:70: Statement.Action: found the text \""
              + bad
              + "\"; allowed: service:Action, with * and ? after the colon; or * alone"
              + " [policy.action]",
          fault("'p:X'", "'" + bad + "'"));
    }
    for (String good : List.of("*", "p:*", "p:Get?*", "code-star:X")) {
      accepts(PolicyKind.IDENTITY, SPECIMEN.replace("'p:X'", "'" + good + "'"));
    }
    assertEquals(
        "p.json:1:90: Statement.Resource: found the text \"\"; allowed: an ARN or a pattern, or *"
            + " [policy.resource]",
        fault("'*'", " ''"));
  }

  @Test
  @DisplayName("has well-formed variables, if its version knows any")
  @Covers("A-175")
  void variables() {
    assertEquals(
        "p.json:1:89: Statement.Resource: a malformed variable: found \"${a b}\"; allowed: ${key},"
            + " ${key, 'default'}, ${*}, ${?}, ${$} [policy.variable]",
        fault("'*'", "'x${a b}y'"));
    assertEquals(
        "p.json:1:89: Statement.Resource: a malformed variable: found \"${a\"; allowed: ${key},"
            + " ${key, 'default'}, ${*}, ${?}, ${$} [policy.variable]",
        fault("'*'", "'x${a'"));
    assertEquals(
        "p.json:1:130: Statement.Condition.StringEquals.k: a malformed variable: found \"${}\";"
            + " allowed: ${key}, ${key, 'default'}, ${*}, ${?}, ${$} [policy.variable]",
        fault("'*'", "'*', 'Condition': {'StringEquals': {'k': '${}'}}"));
    accepts(
        PolicyKind.IDENTITY,
        SPECIMEN.replace("'*'", "'x${a b}'").replace("2012-10-17", "2008-10-17"));
  }

  @Test
  @DisplayName("has conditions of known operators, with values of their type")
  @Covers({"A-179", "A-180", "A-181"})
  void conditions() {
    String all =
        "; allowed: StringEquals, StringNotEquals, StringEqualsIgnoreCase,"
            + " StringNotEqualsIgnoreCase, StringLike, StringNotLike, NumericEquals,"
            + " NumericNotEquals, NumericLessThan, NumericLessThanEquals, NumericGreaterThan,"
            + " NumericGreaterThanEquals, DateEquals, DateNotEquals, DateLessThan,"
            + " DateLessThanEquals, DateGreaterThan, DateGreaterThanEquals, Bool, BinaryEquals,"
            + " IpAddress, NotIpAddress, ArnEquals, ArnLike, ArnNotEquals, ArnNotLike, Null; all but"
            + " Null also with ForAllValues: or ForAnyValue: before, and IfExists after";
    assertEquals(
        "p.json:1:108: Statement.Condition: unknown operator \"StringEqual\""
            + all
            + "; did you mean \"StringEquals\"? [policy.operator]",
        fault("'*'", "'*', 'Condition': {'StringEqual': {'k': 'v'}}"));
    for (String bad :
        List.of("NullIfExists", "ForAnyValue:Null", "ForAllValues:Null", "ForAll:Bool", "Equals")) {
      assertEquals(
          "p.json:1:108: Statement.Condition: unknown operator \""
              + bad
              + "\""
              + all
              + " [policy.operator]",
          fault("'*'", "'*', 'Condition': {'" + bad + "': {'k': 'v'}}")
              .replace("; did you mean \"Null\"?", ""));
    }
    assertConditionFault("'Bool': {'k': 'yes'}", "the text \"yes\"", "true, false");
    assertConditionFault("'Null': {'k': 'no'}", "the text \"no\"", "true, false");
    assertConditionFault("'NumericEquals': {'k': '1e3'}", "the text \"1e3\"", "a number");
    assertConditionFault(
        "'DateEquals': {'k': 'noon'}",
        "the text \"noon\"",
        "a date, a date and time with its offset, or seconds since 1970");
    assertConditionFault("'BinaryEquals': {'k': '?'}", "the text \"?\"", "Base64");
    for (String address : List.of("192.0.2", "192.0.2.0/33", "host", "::1/129", "1.2.3.4/x")) {
      assertConditionFault(
          "'IpAddress': {'k': '" + address + "'}",
          "the text \"" + address + "\"",
          "an IPv4 or IPv6 address, or a block such as 192.0.2.0/24");
    }
    assertConditionFault(
        "'ArnLike': {'k': 'arn:aws:s3'}",
        "the text \"arn:aws:s3\"",
        "six parts with colons between them");
    assertConditionFault("'Bool': {'k': null}", "null", "a text, a number, true or false");
    assertConditionFault("'Bool': {'k': []}", "an empty array", "a value, or an array of values");
    assertEquals(
        "p.json:1:107: Statement.Condition: found an array; allowed: an object of operators"
            + " [policy.condition-value]",
        fault("'*'", "'*', 'Condition': ['x']"));
    assertEquals(
        "p.json:1:116: Statement.Condition.Bool: found an object; allowed: an object of condition"
            + " keys [policy.condition-value]",
        fault("'*'", "'*', 'Condition': {'Bool': {}}"));
    assertEquals(
        "p.json:1:130: Statement.Condition.Bool: found \"K\"; allowed: each key once, whatever its"
            + " case [policy.condition-key]",
        fault("'*'", "'*', 'Condition': {'Bool': {'k': 'true', 'K': 'true'}}"));
    accepts(
        PolicyKind.IDENTITY,
        SPECIMEN.replace(
            "'*'",
            "'*', 'Condition': {'Bool': {'a': true}, 'NumericLessThan': {'b': [7, 8.5]},"
                + " 'DateLessThan': {'c': '${k:until}'}, 'ForAnyValue:StringLikeIfExists': {'d': 'x*'}}"));
  }

  private static void assertConditionFault(String condition, String found, String allowed) {
    String path = condition.substring(1, condition.indexOf('\'', 1)) + ".k";
    String fault = fault("'*'", "'*', 'Condition': {" + condition + "}");
    assertTrue(fault.startsWith("p.json:1:"), fault);
    assertEquals(
        "Statement.Condition."
            + path
            + ": found "
            + found
            + "; allowed: "
            + allowed
            + " [policy.condition-value]",
        fault.substring(fault.indexOf(' ') + 1));
  }

  @Test
  @DisplayName("is JSON of bounded size and depth, and never an exception")
  void bounds() {
    assertEquals(
        List.of("p.json:1:1: the text has 0 characters; allowed: 1 to 7168 [policy.size]"),
        faults(""));
    String longest = SPECIMEN + " ".repeat(Policy.LONGEST - SPECIMEN.length());
    accepts(PolicyKind.IDENTITY, longest);
    assertEquals(
        List.of("p.json:1:1: the text has 7169 characters; allowed: 1 to 7168 [policy.size]"),
        faults(longest + " "));
    assertEquals(
        List.of("p.json:1:1: the text is blank; allowed: a JSON object [policy.json]"),
        faults("  "));
    assertEquals(
        List.of("p.json:1:1: found an empty array; allowed: a JSON object [policy.json]"),
        faults("[]"));
    assertEquals(
        List.of("p.json:1:4: more text follows the object; allowed: nothing [policy.json]"),
        faults("{} {}"));
    assertEquals(1, faults("[".repeat(3_000)).size());
    assertTrue(
        faults("[".repeat(3_000))
            .get(0)
            .endsWith(
                "values are nested too deeply, or a number is too long; allowed: 24 levels, 100"
                    + " digits [policy.size]"));
    assertTrue(faults("{'a': " + "9".repeat(500) + "}").get(0).contains("[policy.size]"));
    assertTrue(
        faults("{'a':").get(0).startsWith("p.json:1:6: no JSON: "), faults("{'a':")::toString);
    assertFalse(faults("{'Version': nul}").isEmpty());
  }

  @Test
  @DisplayName("reports all its faults at once, in the order of the text")
  void allFaults() {
    List<String> faults =
        faults("{'Version': 1,\n'Statement': {\n'Effect': 2,\n'Action': 3,\n'Resource': 4}}");
    assertEquals(4, faults.size());
    for (int i = 0; i < 4; i++) {
      int line = i == 0 ? 1 : i + 2;
      assertTrue(faults.get(i).startsWith("p.json:" + line + ":"), faults.get(i));
    }
    InvalidDefinitionException thrown =
        assertThrows(InvalidDefinitionException.class, () -> Policy.of(PolicyKind.IDENTITY, "{}"));
    assertEquals(
        """
        policy has 2 faults:
          1:1: warning: Version is missing, so that variables are plain text; write "Version": \
        "2012-10-17" [policy.version]
          1:1: Statement is missing; allowed: a statement, or an array of them \
        [policy.missing-element]\
        """,
        thrown.getMessage());
  }

  @Test
  @DisplayName("is written as it was meant")
  void writes() {
    String json =
        "{'Version':'2012-10-17','Id':'x','Statement':[{'Sid':'A','Effect':'Deny',"
            + "'NotPrincipal':{'AWS':['*','123456789012'],'Service':'a.b'},'NotAction':'p:*',"
            + "'NotResource':['a','b/${k:v}'],'Condition':{'Bool':{'k':'true'},"
            + "'ForAnyValue:StringLikeIfExists':{'k':['a*','b'],'l':'c'}}}]}";
    Policy policy = Policy.of(PolicyKind.RESOURCE, json.replace('\'', '"'));
    assertEquals(json.replace('\'', '"'), policy.toJson());
    assertEquals(policy.toJson(), policy.toString());
    assertEquals(policy, Policy.of(PolicyKind.RESOURCE, policy.toJson()));
    assertEquals("x", policy.id().orElseThrow());
  }

  @Test
  @DisplayName("tells which actions nobody asks for, and what was probably meant")
  void unknownActions() {
    Set<String> asked = Set.of("p:Start", "p:Stop");
    Policy policy =
        Policy.of(
            PolicyKind.IDENTITY,
            """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": ["P:start", "p:S*", "*", "other:Start"], "Resource": "*"},
              {"Effect": "Deny", "Action": ["p:Stopp", "p:Stop"], "Resource": "*"},
              {"Effect": "Allow", "NotAction": "P:Go*", "Resource": "*"}]}
            """);

    assertEquals(
        List.of(
            "warning: Statement[1].Action: \"p:Stopp\" is no action that is asked for; allowed: p:Start,"
                + " p:Stop; did you mean \"p:Stop\"? [policy.unknown-action]",
            "warning: Statement[2].NotAction: \"P:Go*\" is no action that is asked for; allowed: p:Start,"
                + " p:Stop [policy.unknown-action]"),
        policy.unknownActions(asked).stream().map(Diagnostic::toString).toList());
    assertEquals(List.of(), policy.unknownActions(Set.of()));
  }
}
