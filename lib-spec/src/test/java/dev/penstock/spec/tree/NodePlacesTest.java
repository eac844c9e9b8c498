package dev.penstock.spec.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.diagnostic.Fix;
import dev.penstock.diagnostic.Position;
import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.SpecSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodePlacesTest {

  private record AnyRule(String id, Severity severity) implements Rule {}

  private static Mapping read(String text) {
    Findings findings = new Findings("f");
    Mapping root =
        TreeReader.read(
            new SpecSource("f", text),
            fault -> new AnyRule(fault.name(), Severity.INFO),
            findings,
            new Dialect("a", Map.of("!F", "F")));
    return Objects.requireNonNull(root, () -> findings.found().toString());
  }

  private static String slice(String text, Position from, Position to) {
    String opened = Fix.replace("", from, from, "\u0001").applyTo(text);
    String closed = Fix.replace("", to, to, "\u0001").applyTo(text);
    return text.substring(opened.indexOf('\u0001'), closed.indexOf('\u0001'));
  }

  private static void slices(String text, Node node, String path, Map<String, String> slices) {
    slices.put(path, slice(text, node.position(), node.end()));
    if (node instanceof Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        slices(text, sequence.items().get(i), path + "[" + i + "]", slices);
      }
    } else if (node instanceof Mapping mapping) {
      for (Mapping.Entry entry : mapping.entries()) {
        slices.put(
            path + entry.name() + "?", slice(text, entry.key().position(), entry.key().end()));
        slices(text, entry.value(), path + entry.name(), slices);
      }
    }
  }

  private static Map<String, String> slices(String text) {
    Map<String, String> slices = new LinkedHashMap<>();
    slices(text, read(text), "", slices);
    return slices;
  }

  @Test
  void everyNodeOfABlockKnowsWhereItBeginsAndEnds() {
    String text =
        "a:\r\n- x\r\n- y # note\r\n\"b c\":\r\n  d: 'it''s'\r\n  e: [1, 2]\r\n# note\r\nf: # none"
            + "\r\ng: |\r\n  x\r\n\r\nh: !F\r\n  - z\r\ni: &n\r\n  j: u\uD83D\uDE80 v\r\nk: *n\r\n";
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("", text.substring(0, text.length() - 2));
    expected.put("a?", "a");
    expected.put("a", "- x\r\n- y");
    expected.put("a[0]", "x");
    expected.put("a[1]", "y");
    expected.put("b c?", "\"b c\"");
    expected.put("b c", "d: 'it''s'\r\n  e: [1, 2]");
    expected.put("b cd?", "d");
    expected.put("b cd", "'it''s'");
    expected.put("b ce?", "e");
    expected.put("b ce", "[1, 2]");
    expected.put("b ce[0]", "1");
    expected.put("b ce[1]", "2");
    expected.put("f?", "f");
    expected.put("f", "");
    expected.put("g?", "g");
    expected.put("g", "|\r\n  x\r\n\r\n");
    expected.put("h?", "h");
    expected.put("h", "!F\r\n  - z");
    expected.put("hF?", "!F\r\n  - z");
    expected.put("hF", "!F\r\n  - z");
    expected.put("hF[0]", "z");
    expected.put("i?", "i");
    expected.put("i", "&n\r\n  j: u\uD83D\uDE80 v");
    expected.put("ij?", "j");
    expected.put("ij", "u\uD83D\uDE80 v");
    expected.put("k?", "k");
    expected.put("k", "&n\r\n  j: u\uD83D\uDE80 v");
    expected.put("kj?", "j");
    expected.put("kj", "u\uD83D\uDE80 v");
    assertEquals(lines(expected), lines(slices(text)));
    assertEquals(lines(expected), lines(slices("\uFEFF" + text)), "a mark shifts nothing");
  }

  @Test
  void everyNodeOfJsonKnowsWhereItBeginsAndEnds() {
    String text = "{\n\t\"a\": [ [], {\"b\": null}, c: d ],\n\t\"e\": -1.5e3 }\n";
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("", text.strip());
    expected.put("a?", "\"a\"");
    expected.put("a", "[ [], {\"b\": null}, c: d ]");
    expected.put("a[0]", "[]");
    expected.put("a[1]", "{\"b\": null}");
    expected.put("a[1]b?", "\"b\"");
    expected.put("a[1]b", "null");
    expected.put("a[2]", "c: d");
    expected.put("a[2]c?", "c");
    expected.put("a[2]c", "d");
    expected.put("e?", "\"e\"");
    expected.put("e", "-1.5e3");
    assertEquals(lines(expected), lines(slices(text)));
  }

  @Test
  void aWordIsReplacedWithinItsQuotes() {
    for (String quote : List.of("", "'", "\"")) {
      String text = "a: " + quote + "b" + quote + " # c\r\n";
      Fix fix = scalar(text).replacedBy("new_word-1.2/3").orElseThrow();
      assertEquals("write \"new_word-1.2/3\"", fix.description());
      assertEquals("a: " + quote + "new_word-1.2/3" + quote + " # c\r\n", fix.applyTo(text));
      assertEquals(Optional.empty(), scalar(text).replacedBy("two words"));
      assertEquals(Optional.empty(), scalar(text).replacedBy(""));
    }
  }

  @Test
  void aPlainTextIsQuoted() {
    assertEquals("a: \"3.10\" # c\n", quoted("a: 3.10 # c\n"));
    assertEquals("{\"a\": \"3.10\"}", quoted("{\"a\": 3.10}"));
    assertEquals("a: 'b\"c\\d''e'\n", quoted("a: b\"c\\d'e\n"));
    assertEquals("a: \"it's\"\n", quoted("a: it's\n"));
    assertEquals("a: \"\" # c\n", quoted("a: # c\n"));
    assertEquals("a: \"\"\n", quoted("a: ~\n"));
    assertEquals(Optional.empty(), scalar("a: '3'").quoted());
    assertEquals(Optional.empty(), scalar("a: \"3\"").quoted());
  }

  @Test
  void whatIsAnchoredTaggedOrOfSeveralLinesIsLeftToPeople() {
    for (String text :
        List.of(
            "a: &b c", "a: !!str c", "a: |\n  c\n", "a: >\n  c\n", "a: c\n  d\n", "a: 'c\n  d'")) {
      assertEquals(Optional.empty(), scalar(text).quoted(), text);
      assertEquals(Optional.empty(), scalar(text).replacedBy("e"), text);
    }
    Node place = scalar("a: b");
    assertEquals(Optional.empty(), Scalar.of("x", place).quoted());
    assertEquals(place.end(), Scalar.of("x", place).end());
    assertEquals(place.end(), Mapping.of(List.of(), place).end());
    assertEquals(place.end(), Sequence.of(List.of(), place).end());
  }

  @Test
  void diagnosticsEndWhereTheirNodeEnds() {
    Findings findings = new Findings("f");
    Scalar at = scalar("a: bcd\n");
    Rule rule = new AnyRule("R", Severity.WARNING);
    findings.report(rule, at, DocumentPath.ROOT, "x", "", "", at.replacedBy("e"));
    findings.report(rule, at, DocumentPath.ROOT, "y");
    assertEquals(
        List.of(new Position(1, 7), new Position(1, 7)),
        findings.found().stream().map(each -> each.end()).toList());
    assertEquals("a: e\n", findings.found().get(0).fix().orElseThrow().applyTo("a: bcd\n"));
    assertTrue(findings.found().get(1).fix().isEmpty());
  }

  private static Scalar scalar(String text) {
    Mapping.Entry entry = Objects.requireNonNull(read(text).entry("a"));
    return (Scalar) entry.value();
  }

  private static String quoted(String text) {
    Fix fix = scalar(text).quoted().orElseThrow();
    assertEquals("quote it", fix.description());
    String mended = fix.applyTo(text);
    assertEquals(scalar(text).text(), scalar(mended).text());
    return mended;
  }

  private static String lines(Map<String, String> slices) {
    StringBuilder lines = new StringBuilder();
    slices.forEach((path, slice) -> lines.append(path).append(" = ").append(slice).append(";\n"));
    return lines.toString();
  }
}
