package dev.penstock.samples.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The README")
class ReadmeTest {
  @TempDir Path directory;
  private Snippets readme;

  @BeforeEach
  void read() throws IOException {
    readme = new Snippets("README.md", directory);
  }

  @Test
  @DisplayName("shows a first pipeline that prints what the README says")
  void firstPipeline() throws Exception {
    assertEquals("shipping 1.4.0\nSUCCEEDED\n", readme.run("FirstPipeline"));
    assertTrue(readme.page().contains("It prints `shipping 1.4.0` and `SUCCEEDED`."));
  }

  @Test
  @DisplayName("shows a unit test of a canary strategy that passes")
  void canaryTest() throws Exception {
    try (URLClassLoader classes = readme.compile("CanaryTest")) {
      Class<?> test = classes.loadClass("CanaryTest");
      var constructor = test.getDeclaredConstructor();
      constructor.setAccessible(true);
      int ran = 0;
      for (Method method : test.getDeclaredMethods()) {
        if (method.isAnnotationPresent(Test.class)) {
          method.setAccessible(true);
          method.invoke(constructor.newInstance());
          ran++;
        }
      }
      assertEquals(1, ran);
    }
  }

  @Test
  @DisplayName("shows no other Java than these two")
  void nothingElse() {
    assertEquals(List.of("FirstPipeline", "CanaryTest"), readme.names());
  }
}
