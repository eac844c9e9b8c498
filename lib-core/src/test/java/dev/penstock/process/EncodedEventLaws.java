package dev.penstock.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Fields as readers of journals make them are the same as in any other map. */
class EncodedEventLaws {

  /** Few names, so that some come twice, and up to twice as many fields as go without a table. */
  @Provide
  Arbitrary<List<Map.Entry<String, Long>>> fields() {
    Arbitrary<String> names =
        Arbitraries.oneOf(
            Arbitraries.strings().withCharRange('a', 'e').ofMinLength(1).ofMaxLength(2),
            Arbitraries.of("Aa", "BB", "AaAa", "BBBB", "AaBB")); // of the same hash code
    return Combinators.combine(names, Arbitraries.longs()).as(Map::entry).list().ofMaxSize(32);
  }

  @Property(tries = 1_000, seed = "20261126")
  void fieldsAreFoundInAnyOrder(@ForAll("fields") List<Map.Entry<String, Long>> written) {
    List<Object> pairs = new ArrayList<>(List.of("before"));
    Map<String, Object> expected = new LinkedHashMap<>();
    written.forEach(
        field -> {
          pairs.add(field.getKey());
          pairs.add(field.getValue());
          expected.put(field.getKey(), field.getValue());
        });
    pairs.add("after");

    Map<String, Object> fields = EncodedEvent.fieldsOf(pairs.toArray(), 1, pairs.size() - 1);

    assertEquals(expected, fields);
    assertEquals(fields, expected);
    assertEquals(expected.hashCode(), fields.hashCode());
    assertEquals(List.copyOf(expected.entrySet()), List.copyOf(fields.entrySet()));
    List<String> names = new ArrayList<>(expected.keySet());
    java.util.Collections.reverse(names);
    for (String name : names) {
      assertEquals(expected.get(name), fields.get(new String(name.toCharArray())));
      assertEquals(true, fields.containsKey(name));
    }
    assertNull(fields.get("none"));
    assertFalse(fields.containsKey(null));
    assertThrows(UnsupportedOperationException.class, () -> fields.put("more", 1L));
  }

  @Test
  void anEventKeepsThemAndCopiesOthers() {
    Map<String, Object> few = EncodedEvent.fieldsOf(new Object[] {"a", 1L}, 0, 2);
    Map<String, Object> own = new LinkedHashMap<>(few);

    EncodedEvent event = new EncodedEvent("Opened", 1, own);
    own.put("b", 2L);

    assertSame(few, new EncodedEvent("Opened", 1, few).fields());
    assertEquals(few, event.fields());
  }

  @Test
  void halfAPairIsRefused() {
    Object[] pairs = {"a", 1L, "b"};

    assertThrows(IllegalArgumentException.class, () -> EncodedEvent.fieldsOf(pairs, 0, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> EncodedEvent.fieldsOf(pairs, 0, 4));
  }
}
