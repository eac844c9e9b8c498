package dev.penstock.conventions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that two public types share are told, unless the field has one word for both. */
class SimpleNamesTest {
  @TempDir private Path repository;
  private Path core;
  private Path module;

  @BeforeEach
  void makeModules() throws IOException {
    core = repository.resolve("core");
    module = repository.resolve("module");
    write(core, "module-info", "module core {\n  exports a.core;\n}\n");
    write(module, "module-info", "module upper {\n  exports a.one;\n  exports a.two;\n}\n");
    write(core, "a/core/Gate", "/** A gate. */\npublic sealed interface Gate {}\n");
    write(module, "a/one/Gate", "public record Gate(int width) {}\n");
    write(module, "a/one/Sluice", "public final class Sluice {}\n");
    write(module, "a/two/Sluice", "public @interface Sluice {}\n");
    write(module, "a/two/Weir", "public enum Weir {}\n");
    write(module, "a/one/Weir", "final class Weir {\n  public static class Weirs {}\n}\n");
    write(module, "a/hidden/Weir", "public class Weir {}\n");
  }

  private static void write(Path in, String name, String text) throws IOException {
    Path file = in.resolve("src/main/java").resolve(name + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void publicTypesOfExportedPackagesAreTold() {
    assertEquals(
        List.of("Gate: a.core, a.one", "Sluice: a.one, a.two"),
        SimpleNames.wrong(module, core, List.of()));
    assertEquals(List.of(), SimpleNames.wrong(core, core, List.of()), "who depends knows");
  }

  @Test
  void exemptionsAreForWhatIsThere() {
    assertEquals(
        List.of("Weir: a.one, a.two: needs no exemption any more"),
        SimpleNames.wrong(
            module,
            core,
            List.of(
                "Gate: a.core, a.one",
                "Sluice: a.one, a.two",
                "Weir: a.one, a.two",
                "Weir: a.core, a.other",
                "Weir: a.one, a.other")));
  }
}
