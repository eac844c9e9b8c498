package dev.penstock.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("References to variables")
class VariableReferenceLaws {

  /** A text or a reference to one. */
  record Part(String text, String namespace, String name) {
    boolean isReference() {
      return !namespace.isEmpty();
    }

    String written() {
      return isReference() ? "#{" + namespace + "." + name + "}" : text;
    }
  }

  @Provide
  Arbitrary<List<Part>> parts() {
    Arbitrary<String> words =
        Arbitraries.strings().withChars("aZ0@_-").ofMinLength(1).ofMaxLength(6);
    Arbitrary<Part> texts =
        Arbitraries.strings()
            .withChars("ab #{.\"\n\u00fc$\\")
            .ofMaxLength(8)
            .filter(text -> !text.contains("#{") && !text.endsWith("#"))
            .map(text -> new Part(text, "", ""));
    Arbitrary<Part> references =
        Combinators.combine(words, words).as((space, name) -> new Part("", space, name));
    return Arbitraries.oneOf(texts, references).list().ofMaxSize(8);
  }

  private static String written(List<Part> parts) {
    return String.join("", parts.stream().map(Part::written).toList());
  }

  @Property(seed = "20261121", tries = 500)
  @Label("are found in order among any text, each with its namespace and name")
  @Covers({"P-501", "P-508"})
  void found(@ForAll("parts") List<Part> parts) {
    List<String> expected = new ArrayList<>();
    for (Part part : parts) {
      if (part.isReference()) {
        expected.add(part.written() + " " + part.namespace() + " " + part.name());
      }
    }
    List<String> found = new ArrayList<>();
    for (VariableReference reference : VariableReference.in(written(parts))) {
      found.add(reference.text() + " " + reference.namespace() + " " + reference.name());
    }
    assertEquals(expected, found);
  }

  @Property(seed = "20261122", tries = 500)
  @Label("are replaced by their values as they are, once, and the text around them is kept")
  @Covers({"P-507", "P-508", "P-512"})
  void resolved(@ForAll("parts") List<Part> parts, @ForAll int salt) {
    StringBuilder expected = new StringBuilder();
    for (Part part : parts) {
      expected.append(
          part.isReference() ? value(part.namespace(), part.name(), salt) : part.text());
    }
    assertEquals(
        expected.toString(),
        VariableReference.resolve(
            written(parts), reference -> value(reference.namespace(), reference.name(), salt)));
  }

  /** Values that look like references, or would spoil JSON, or are empty. */
  private static String value(String namespace, String name, int salt) {
    return switch (Math.floorMod(name.hashCode() + salt, 4)) {
      case 0 -> "#{" + name + "." + namespace + "}";
      case 1 -> "\"quoted\" \\ and\nbroken $1";
      case 2 -> "";
      default -> "}#{";
    };
  }

  @Property(seed = "20261123", tries = 300)
  @Label("without a value leave the whole unresolved")
  void unresolved(@ForAll("parts") List<Part> parts) {
    boolean hasReference = parts.stream().anyMatch(Part::isReference);
    String value = VariableReference.resolve(written(parts), reference -> null);
    if (hasReference) {
      assertNull(value);
    } else {
      assertEquals(written(parts), value);
    }
  }

  @Example
  @Label("that are not of the form namespace.name are malformed")
  @Covers("P-501")
  void malformed() {
    for (String text : List.of("#{}", "#{name}", "#{.name}", "#{space.}", "#{open.end")) {
      List<VariableReference> found = VariableReference.in("before " + text);
      assertEquals(1, found.size(), text);
      assertTrue(found.get(0).isMalformed(), text);
      assertEquals(text, found.get(0).text());
    }
    assertEquals(
        new VariableReference("#{a.b.c}", "a", "b.c"), VariableReference.in("#{a.b.c}").get(0));
    assertEquals(List.of(), VariableReference.in("${a.b} # {a.b} #a.b"));
  }
}
