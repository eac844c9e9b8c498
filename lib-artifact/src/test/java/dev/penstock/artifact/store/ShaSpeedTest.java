package dev.penstock.artifact.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

@DisplayName("A runtime without the processor's instructions for SHA")
class ShaSpeedTest {
  private final List<String> warnings = new ArrayList<>();
  private final Logger logger =
      (Logger)
          Proxy.newProxyInstance(
              Logger.class.getClassLoader(),
              new Class<?>[] {Logger.class},
              (proxy, method, arguments) -> {
                warnings.add(method.getName() + " " + arguments[0]);
                return null;
              });

  @Test
  @DisplayName("is warned of once")
  void once() {
    ShaSpeed speed = new ShaSpeed(logger);
    speed.warnOnce("false");
    speed.warnOnce("false");
    assertEquals(
        List.of(
            "warn This Java runtime does not use the processor's instructions for SHA (UseSHA is"
                + " false): content is stored and verified several times slower. Remove"
                + " -XX:-UseSHA, or use a runtime and a processor that have them."),
        warnings);
  }

  @Test
  @DisplayName("is told from one with them, and from one that does not tell")
  void others() {
    new ShaSpeed(logger).warnOnce("true");
    new ShaSpeed(logger).warnOnce("");
    assertEquals(List.of(), warnings);
  }
}
