package dev.penstock.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An event pattern")
class EventPatternTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Pattern, event, whether it matches; single quotes stand for double ones. */
  static final String[][] CASES = {
    {"{'a': ['x']}", "{'a': 'x'}", "yes"},
    {"{'a': ['x']}", "{'a': 'X'}", "no"},
    {"{'a': ['x']}", "{'a': 'xx'}", "no"},
    {"{'a': ['x']}", "{'b': 'x'}", "no"},
    {"{'a': ['x', 'y']}", "{'a': 'y'}", "yes"},
    {"{'a': ['x'], 'b': ['y']}", "{'a': 'x', 'b': 'y', 'c': 1}", "yes"},
    {"{'a': ['x'], 'b': ['y']}", "{'a': 'x', 'b': 'x'}", "no"},
    {"{'a': [3]}", "{'a': 3}", "yes"},
    {"{'a': [3]}", "{'a': 3.0}", "yes"},
    {"{'a': [3]}", "{'a': '3'}", "no"},
    {"{'a': [3]}", "{'a': 4}", "no"},
    {"{'a': ['3']}", "{'a': 3}", "no"},
    {"{'a': [true]}", "{'a': true}", "yes"},
    {"{'a': [true]}", "{'a': false}", "no"},
    {"{'a': [false]}", "{'a': false}", "yes"},
    {"{'a': [false]}", "{'a': null}", "no"},
    {"{'a': [null]}", "{'a': null}", "yes"},
    {"{'a': [null]}", "{'a': false}", "no"},
    {"{'a': [null]}", "{}", "no"},
    // within, and through arrays
    {"{'a': {'b': ['x']}}", "{'a': {'b': 'x'}}", "yes"},
    {"{'a': {'b': ['x']}}", "{'a': {'b': 'y'}}", "no"},
    {"{'a': {'b': ['x']}}", "{'a': 'x'}", "no"},
    {"{'a': {'b': ['x']}}", "{'b': 'x'}", "no"},
    {"{'a': ['x']}", "{'a': ['y', 'x']}", "yes"},
    {"{'a': ['x']}", "{'a': ['y', 'z']}", "no"},
    {"{'a': ['x']}", "{'a': [['x']]}", "yes"},
    {"{'a': ['x']}", "{'a': []}", "no"},
    {"{'a': {'b': ['x']}}", "{'a': [{'b': 'y'}, {'b': 'x'}]}", "yes"},
    {"{'a': {'b': ['x'], 'c': ['y']}}", "{'a': [{'b': 'x'}, {'c': 'y'}]}", "no"},
    {"{'a': {'b': ['x'], 'c': ['y']}}", "{'a': [{'b': 'x', 'c': 'y'}]}", "yes"},
    // prefix and suffix
    {"{'a': [{'prefix': 'ab'}]}", "{'a': 'abc'}", "yes"},
    {"{'a': [{'prefix': 'ab'}]}", "{'a': 'ab'}", "yes"},
    {"{'a': [{'prefix': 'ab'}]}", "{'a': 'aab'}", "no"},
    {"{'a': [{'prefix': 'ab'}]}", "{'a': 'ABc'}", "no"},
    {"{'a': [{'prefix': {'equals-ignore-case': 'ab'}}]}", "{'a': 'ABc'}", "yes"},
    {"{'a': [{'prefix': {'equals-ignore-case': 'ab'}}]}", "{'a': 'cAB'}", "no"},
    {"{'a': [{'prefix': '1'}]}", "{'a': 12}", "no"},
    {"{'a': [{'suffix': 'bc'}]}", "{'a': 'abc'}", "yes"},
    {"{'a': [{'suffix': 'bc'}]}", "{'a': 'bcc'}", "no"},
    {"{'a': [{'suffix': 'bc'}]}", "{'a': 'aBC'}", "no"},
    {"{'a': [{'suffix': 'bc'}]}", "{'a': 'c'}", "no"},
    {"{'a': [{'suffix': {'equals-ignore-case': 'bc'}}]}", "{'a': 'aBC'}", "yes"},
    {"{'a': [{'suffix': {'equals-ignore-case': 'bc'}}]}", "{'a': 'BCa'}", "no"},
    // any case
    {"{'a': [{'equals-ignore-case': 'Ab'}]}", "{'a': 'aB'}", "yes"},
    {"{'a': [{'equals-ignore-case': 'Ab'}]}", "{'a': 'aBc'}", "no"},
    // wild characters
    {"{'a': [{'wildcard': 'a*c'}]}", "{'a': 'abc'}", "yes"},
    {"{'a': [{'wildcard': 'a*c'}]}", "{'a': 'ac'}", "yes"},
    {"{'a': [{'wildcard': 'a*c'}]}", "{'a': 'abcd'}", "no"},
    {"{'a': [{'wildcard': 'a*c'}]}", "{'a': 'bac'}", "no"},
    {"{'a': [{'wildcard': 'aa*aa'}]}", "{'a': 'aaa'}", "no"},
    {"{'a': [{'wildcard': '*b*d*'}]}", "{'a': 'abcde'}", "yes"},
    {"{'a': [{'wildcard': '*d*b*'}]}", "{'a': 'abcde'}", "no"},
    {"{'a': [{'wildcard': '*'}]}", "{'a': ''}", "yes"},
    {"{'a': [{'wildcard': '*'}]}", "{'a': 1}", "no"},
    {"{'a': [{'wildcard': 'a?c'}]}", "{'a': 'abc'}", "no"},
    {"{'a': [{'wildcard': 'abc'}]}", "{'a': 'abc'}", "yes"},
    {"{'a': [{'wildcard': 'abc'}]}", "{'a': 'abcd'}", "no"},
    {"{'a': [{'wildcard': 'a\\\\*c'}]}", "{'a': 'a*c'}", "yes"},
    {"{'a': [{'wildcard': 'a\\\\*c'}]}", "{'a': 'abc'}", "no"},
    {"{'a': [{'wildcard': 'a\\\\\\\\c'}]}", "{'a': 'a\\\\c'}", "yes"},
    // anything but
    {"{'a': [{'anything-but': 'x'}]}", "{'a': 'y'}", "yes"},
    {"{'a': [{'anything-but': 'x'}]}", "{'a': 'x'}", "no"},
    {"{'a': [{'anything-but': 'x'}]}", "{'a': 1}", "yes"},
    {"{'a': [{'anything-but': 'x'}]}", "{'a': null}", "yes"},
    {"{'a': [{'anything-but': 'x'}]}", "{}", "no"},
    {"{'a': [{'anything-but': 'x'}]}", "{'a': ['x', 'y']}", "yes"},
    {"{'a': [{'anything-but': ['x', 3]}]}", "{'a': 'x'}", "no"},
    {"{'a': [{'anything-but': ['x', 3]}]}", "{'a': 3.0}", "no"},
    {"{'a': [{'anything-but': ['x', 3]}]}", "{'a': 'y'}", "yes"},
    {"{'a': [{'anything-but': {'prefix': 'x'}}]}", "{'a': 'xy'}", "no"},
    {"{'a': [{'anything-but': {'prefix': 'x'}}]}", "{'a': 'yx'}", "yes"},
    {"{'a': [{'anything-but': {'prefix': ['x', 'z']}}]}", "{'a': 'zy'}", "no"},
    {"{'a': [{'anything-but': {'suffix': 'x'}}]}", "{'a': 'yx'}", "no"},
    {"{'a': [{'anything-but': {'suffix': 'x'}}]}", "{'a': 'xy'}", "yes"},
    {"{'a': [{'anything-but': {'equals-ignore-case': 'x'}}]}", "{'a': 'X'}", "no"},
    {"{'a': [{'anything-but': {'equals-ignore-case': 'x'}}]}", "{'a': 'XX'}", "yes"},
    {"{'a': [{'anything-but': {'wildcard': '*x*'}}]}", "{'a': 'axb'}", "no"},
    {"{'a': [{'anything-but': {'wildcard': '*x*'}}]}", "{'a': 'ab'}", "yes"},
    // numbers
    {"{'a': [{'numeric': ['=', 5]}]}", "{'a': 5.0}", "yes"},
    {"{'a': [{'numeric': ['=', 5]}]}", "{'a': 6}", "no"},
    {"{'a': [{'numeric': ['<', 5]}]}", "{'a': 4.9}", "yes"},
    {"{'a': [{'numeric': ['<', 5]}]}", "{'a': 5}", "no"},
    {"{'a': [{'numeric': ['<=', 5]}]}", "{'a': 5}", "yes"},
    {"{'a': [{'numeric': ['<=', 5]}]}", "{'a': 5.1}", "no"},
    {"{'a': [{'numeric': ['>', 5]}]}", "{'a': 10}", "yes"},
    {"{'a': [{'numeric': ['>', 5]}]}", "{'a': 5}", "no"},
    {"{'a': [{'numeric': ['>=', 5]}]}", "{'a': 5}", "yes"},
    {"{'a': [{'numeric': ['>=', 5]}]}", "{'a': 4.9}", "no"},
    {"{'a': [{'numeric': ['>', 0, '<=', 5]}]}", "{'a': 5}", "yes"},
    {"{'a': [{'numeric': ['>', 0, '<=', 5]}]}", "{'a': 0}", "no"},
    {"{'a': [{'numeric': ['>', 0, '<=', 5]}]}", "{'a': 6}", "no"},
    {"{'a': [{'numeric': ['>', 0]}]}", "{'a': '5'}", "no"},
    // existence
    {"{'a': [{'exists': true}]}", "{'a': 'x'}", "yes"},
    {"{'a': [{'exists': true}]}", "{'a': null}", "yes"},
    {"{'a': [{'exists': true}]}", "{'a': ['x']}", "yes"},
    {"{'a': [{'exists': true}]}", "{'b': 'x'}", "no"},
    {"{'a': [{'exists': true}]}", "{'a': {'b': 'x'}}", "no"},
    {"{'a': [{'exists': true}]}", "{'a': []}", "no"},
    {"{'a': [{'exists': false}]}", "{'b': 'x'}", "yes"},
    {"{'a': [{'exists': false}]}", "{'a': 'x'}", "no"},
    {"{'a': [{'exists': false}]}", "{'a': null}", "no"},
    {"{'a': {'b': [{'exists': false}]}}", "{}", "yes"},
    {"{'a': {'b': [{'exists': false}]}}", "{'a': {'b': 'x'}}", "no"},
    {"{'a': {'b': [{'exists': false}]}}", "{'a': []}", "yes"},
    {"{'a': ['x', {'exists': false}]}", "{}", "yes"},
    {"{'a': ['x', {'exists': false}]}", "{'a': 'y'}", "no"},
    // alternatives
    {"{'$or': [{'a': ['x']}, {'b': ['y']}]}", "{'a': 'x'}", "yes"},
    {"{'$or': [{'a': ['x']}, {'b': ['y']}]}", "{'b': 'y'}", "yes"},
    {"{'$or': [{'a': ['x']}, {'b': ['y']}]}", "{'a': 'y'}", "no"},
    {"{'c': ['z'], '$or': [{'a': ['x']}, {'b': ['y']}]}", "{'a': 'x'}", "no"},
    {"{'c': ['z'], '$or': [{'a': ['x']}, {'b': ['y']}]}", "{'a': 'x', 'c': 'z'}", "yes"},
    {"{'d': {'$or': [{'a': ['x']}, {'b': ['y']}]}}", "{'d': {'b': 'y'}}", "yes"},
    {"{'d': {'$or': [{'a': ['x']}, {'b': ['y']}]}}", "{'b': 'y'}", "no"},
  };

  static Map<String, Object> event(String json) throws Exception {
    return JSON.readValue(json.replace('\'', '"'), new TypeReference<Map<String, Object>>() {});
  }

  @Test
  @DisplayName("matches exact values, prefixes, suffixes, ranges, what exists, and all but others")
  void matches() throws Exception {
    for (String[] row : CASES) {
      EventPattern pattern = EventPattern.of(row[0].replace('\'', '"'));
      assertEquals(row[2].equals("yes"), pattern.matches(event(row[1])), Arrays.toString(row));
    }
  }

  @Test
  @DisplayName("is like nothing that JSON does not have")
  void strangers() {
    EventPattern any = EventPattern.of("{\"a\": [{\"numeric\": [\">\", 0]}, \"x\", true, null]}");
    assertFalse(any.matches(Map.of("a", Double.NaN)));
    assertFalse(any.matches(Map.of("a", Double.POSITIVE_INFINITY)));
    assertFalse(any.matches(Map.of("a", new StringBuilder("x"))));
    assertTrue(any.matches(Map.of("a", new java.math.BigInteger("7"))));
    assertTrue(any.matches(Collections.singletonMap("a", null)));
    assertTrue(any.matches(Map.of("a", java.util.Set.of("x"))));
  }

  private static List<String> faults(String json) {
    return EventPattern.read("rule.json", json.replace('\'', '"')).diagnostics().stream()
        .map(Diagnostic::toString)
        .toList();
  }

  @Test
  @DisplayName("reports what it cannot mean, with its place")
  void faults() {
    String test =
        "a text, a number, true, false, null, or an object of one test [event-pattern.value]";
    String all = "anything-but, equals-ignore-case, exists, numeric, prefix, suffix, wildcard";
    String numeric =
        "allowed: one or two pairs of =, <, <=, >, >= and a number, the lower bound first"
            + " [event-pattern.value]";
    Map<String, String> cases =
        Map.ofEntries(
            Map.entry(
                "{}",
                "1:1: found an object; allowed: at least one key, for an empty pattern picks nothing"
                    + " [event-pattern.value]"),
            Map.entry(
                "{'a': {}}",
                "1:7: a: found an object; allowed: at least one key, for an empty pattern picks"
                    + " nothing [event-pattern.value]"),
            Map.entry(
                "{'a': 'x'}",
                "1:7: a: found the text \"x\"; allowed: an object, or an array of values of which one"
                    + " must match [event-pattern.value]"),
            Map.entry(
                "{'a': []}",
                "1:7: a: found an empty array; allowed: an object, or an array of values of which one"
                    + " must match [event-pattern.value]"),
            Map.entry("{'a': ['x', ['y']]}", "1:13: a[1]: found an array; allowed: " + test),
            Map.entry(
                "{'a': [{}]}",
                "1:8: a[0]: found an object; allowed: exactly one of "
                    + all
                    + " [event-pattern.value]"),
            Map.entry(
                "{'a': [{'prefix': 'x', 'suffix': 'y'}]}",
                "1:8: a[0]: found an object; allowed: exactly one of "
                    + all
                    + " [event-pattern.value]"),
            Map.entry(
                "{'a': [{'Prefix': 'x'}]}",
                "1:9: a[0]: unknown test \"Prefix\"; allowed: " + all + " [event-pattern.test]"),
            Map.entry(
                "{'a': [{'prefix': 7}]}",
                "1:19: a[0].prefix: found the number 7; allowed: a text of at least one character"
                    + " [event-pattern.value]"),
            Map.entry(
                "{'a': [{'suffix': ''}]}",
                "1:19: a[0].suffix: found the text \"\"; allowed: a text of at least one character"
                    + " [event-pattern.value]"),
            Map.entry(
                "{'a': [{'prefix': {'wildcard': 'x'}}]}",
                "1:20: a[0]: unknown test \"wildcard\"; allowed: equals-ignore-case"
                    + " [event-pattern.test]"),
            Map.entry(
                "{'a': [{'wildcard': 'a**b'}]}",
                "1:21: a[0].wildcard: found the text \"a**b\"; allowed: no two * side by side"
                    + " [event-pattern.value]"),
            Map.entry(
                "{'a': [{'wildcard': 'a\\\\b'}]}",
                "1:21: a[0].wildcard: found the text \"a\\b\"; allowed: a backslash only before * or"
                    + " another one [event-pattern.value]"),
            Map.entry(
                "{'a': [{'equals-ignore-case': null}]}",
                "1:31: a[0].equals-ignore-case: found null; allowed: a text [event-pattern.value]"),
            Map.entry(
                "{'a': [{'exists': 'yes'}]}",
                "1:19: a[0].exists: found the text \"yes\"; allowed: true, false"
                    + " [event-pattern.value]"),
            Map.entry(
                "{'a': [{'anything-but': []}]}",
                "1:25: a[0].anything-but: found an empty array; allowed: at least one value"
                    + " [event-pattern.value]"),
            Map.entry(
                "{'a': [{'anything-but': [true]}]}",
                "1:26: a[0].anything-but: found true; allowed: texts, numbers, or an object of one"
                    + " test of texts [event-pattern.value]"),
            Map.entry(
                "{'a': [{'anything-but': {'exists': true}}]}",
                "1:26: a[0]: unknown test \"exists\"; allowed: equals-ignore-case, prefix, suffix,"
                    + " wildcard [event-pattern.test]"),
            Map.entry(
                "{'a': [{'numeric': ['>']}]}", "1:20: a[0].numeric: found an array; " + numeric),
            Map.entry(
                "{'a': [{'numeric': ['!', 1]}]}",
                "1:21: a[0].numeric: found the text \"!\"; " + numeric),
            Map.entry(
                "{'a': [{'numeric': ['<', '1']}]}",
                "1:26: a[0].numeric: found the text \"1\"; " + numeric),
            Map.entry(
                "{'a': [{'numeric': ['<', 5, '>', 1]}]}",
                "1:20: a[0].numeric: found an array; " + numeric),
            Map.entry(
                "{'a': [{'numeric': ['>', 5, '<', 5]}]}",
                "1:20: a[0].numeric: found an array; " + numeric),
            Map.entry(
                "{'$or': []}",
                "1:9: $or: found an empty array; allowed: an array of patterns of which one must"
                    + " match [event-pattern.value]"),
            Map.entry(
                "{'$or': ['x']}",
                "1:10: $or[0]: found the text \"x\"; allowed: a pattern [event-pattern.value]"));
    cases.forEach((json, fault) -> assertEquals(List.of("rule.json:" + fault), faults(json), json));
    assertEquals(
        List.of(
            "rule.json:1:1: the text has 0 characters; allowed: 1 to 4096 [event-pattern.size]"),
        faults(""));
    assertEquals(2, faults("{'a': 1, 'b': {'c': [[]]}}").size());
    assertEquals(
        "event pattern has 1 fault:\n  1:1: found an object; allowed: at least one key, for an empty"
            + " pattern picks nothing [event-pattern.value]",
        assertThrows(InvalidDefinitionException.class, () -> EventPattern.of("{}")).getMessage());
  }
}
