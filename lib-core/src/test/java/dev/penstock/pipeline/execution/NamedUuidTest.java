package dev.penstock.pipeline.execution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NamedUuidTest {

  @Test
  void isTheOneThatTheJdkMakesForNamesOfEachLength() {
    Random random = new Random(11);
    for (int length = 0; length <= 300; length++) {
      for (int i = 0; i < 10; i++) {
        String name = name(random, length);
        assertEquals(UUID.nameUUIDFromBytes(name.getBytes(UTF_8)), NamedUuid.of(name), name);
      }
    }
  }

  private static String name(Random random, int length) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < length; i++) {
      name.appendCodePoint(random.nextInt(20) == 0 ? 0x1f6a2 : 32 + random.nextInt(0x300));
    }
    return name.toString();
  }
}
