package dev.penstock.pipeline.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The variables of an execution")
class VariablesLaws {

  @Test
  @DisplayName("are what maps that are copied would be, also those of earlier moments")
  void likeCopies() {
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Variables> found = new ArrayList<>(List.of(Variables.NONE));
      List<Map<String, String>> expected = new ArrayList<>(List.of(Map.of()));
      for (int step = 0; step < 60; step++) {
        boolean isBranch = random.nextInt(8) == 0;
        int from = isBranch ? random.nextInt(found.size()) : found.size() - 1;
        Map<String, String> added = new LinkedHashMap<>();
        for (int i = random.nextInt(random.nextBoolean() ? 3 : 30); i > 0; i--) {
          added.put("n." + random.nextInt(100), seed + "/" + step + "/" + i);
        }
        Map<String, String> all = new LinkedHashMap<>(expected.get(from));
        all.putAll(added);
        expected.add(all);
        found.add(found.get(from).with(added));
      }
      for (int i = 0; i < found.size(); i++) {
        Variables variables = found.get(i);
        Map<String, String> all = expected.get(i);
        assertEquals(all, variables);
        assertEquals(variables, all);
        assertEquals(all.hashCode(), variables.hashCode());
        assertEquals(all.toString(), variables.toString(), "in the same order");
        for (int name = 0; name < 100; name++) {
          assertEquals(all.get("n." + name), variables.get("n." + name));
          assertEquals(all.containsKey("n." + name), variables.containsKey("n." + name));
        }
      }
    }
  }

  @Test
  @DisplayName("cannot be changed, and know of no null")
  void immutable() {
    Variables one = Variables.NONE.with(Map.of("a", "b"));
    Variables several = one.with(Map.of("c", "d")).with(Map.of("e", "f"));
    for (Variables each : List.of(Variables.NONE, one, several)) {
      assertThrows(UnsupportedOperationException.class, () -> each.put("x", "y"));
      assertThrows(
          UnsupportedOperationException.class,
          () -> each.entrySet().add(new AbstractMap.SimpleEntry<>("x", "y")));
      assertNull(each.get(null));
    }
    assertThrows(UnsupportedOperationException.class, several::clear);
    assertThrows(UnsupportedOperationException.class, () -> several.remove("a"));
    Set<Map.Entry<String, String>> entries = several.entrySet();
    assertThrows(
        UnsupportedOperationException.class, () -> entries.iterator().next().setValue("z"));
    assertEquals("{a=b, c=d, e=f}", several.toString());
    assertEquals(one, one.with(Map.of()));
  }
}
