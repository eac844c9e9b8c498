package dev.penstock.conventions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/** Compiles sources that break a rule on purpose; the build itself would refuse most of them. */
final class TestSources {
  private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
  private static final Pattern TYPE = Pattern.compile("(?:class|interface|record|enum) (\\w+)");

  private TestSources() {}

  /** Compiles these texts, one type each, in a folder that is the caller's. */
  static JavaClasses compile(Path folder, String... sources) {
    Path classes = folder.resolve("classes");
    List<String> arguments =
        new ArrayList<>(List.of("-proc:none", "-nowarn", "-XDsuppressNotes", "-d"));
    arguments.add(classes.toString());
    Arrays.stream(sources).forEach(text -> arguments.add(write(folder, text).toString()));
    ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    ToolProvider.getSystemJavaCompiler()
        .run(null, complaints, complaints, arguments.toArray(String[]::new));
    assertEquals("", complaints.toString(StandardCharsets.UTF_8));
    return new ClassFileImporter().importPath(classes);
  }

  private static Path write(Path folder, String text) {
    String path = found(PACKAGE, text).replace('.', '/') + "/" + found(TYPE, text) + ".java";
    Path file = folder.resolve("sources").resolve(path);
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no " + pattern + " in " + text);
    }
    return matcher.group(1);
  }
}
