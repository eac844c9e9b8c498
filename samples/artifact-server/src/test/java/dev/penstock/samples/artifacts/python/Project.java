package dev.penstock.samples.artifacts.python;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A small Python project, written as a wheel and as a source distribution.
 *
 * @param name its name, without separators
 * @param version its version
 * @param headers more lines of its metadata, such as {@code Requires-Dist: other}
 */
record Project(String name, String version, String headers) {

  static Project of(String name, String version) {
    return new Project(name, version, "");
  }

  private String metadata() {
    return "Metadata-Version: 2.1\nName: %s\nVersion: %s\n%s".formatted(name, version, headers);
  }

  private String code() {
    return "VERSION = '" + version + "'\n";
  }

  /** Writes {@code name-version-py3-none-any.whl}. */
  Path wheel(Path directory) throws IOException {
    String info = name + "-" + version + ".dist-info/";
    Path wheel =
        Files.createDirectories(directory).resolve(name + "-" + version + "-py3-none-any.whl");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
      entry(zip, name + "/__init__.py", code());
      entry(zip, info + "METADATA", metadata());
      entry(
          zip,
          info + "WHEEL",
          "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
      entry(
          zip,
          info + "RECORD",
          name + "/__init__.py,,\n%1$sMETADATA,,\n%1$sWHEEL,,\n%1$sRECORD,,\n".formatted(info));
    }
    return wheel;
  }

  private static void entry(ZipOutputStream zip, String file, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(file));
    zip.write(text.getBytes(UTF_8));
    zip.closeEntry();
  }

  /**
   * Writes {@code name-version.tar.gz}, which brings what builds it, since pip can fetch nothing.
   */
  Path source(Path directory) throws IOException {
    String root = name + "-" + version + "/";
    Path archive = Files.createDirectories(directory).resolve(name + "-" + version + ".tar.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
      file(out, root + "PKG-INFO", metadata());
      file(
          out,
          root + "pyproject.toml",
          """
          [build-system]
          requires = []
          build-backend = "builder"
          backend-path = ["."]
          """);
      file(
          out,
          root + "builder.py",
          """
          import os, zipfile
          def build_wheel(directory, config_settings=None, metadata_directory=None):
              name = "%1$s-%2$s-py3-none-any.whl"
              info = "%1$s-%2$s.dist-info/"
              with zipfile.ZipFile(os.path.join(directory, name), "w") as wheel:
                  wheel.write("%1$s/__init__.py")
                  wheel.write("PKG-INFO", info + "METADATA")
                  wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nTag: py3-none-any\\n")
                  wheel.writestr(info + "RECORD", "")
              return name
          """
              .formatted(name, version));
      file(out, root + name + "/__init__.py", code());
      out.write(new byte[1_024]);
    }
    return archive;
  }

  private static void file(OutputStream out, String file, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    byte[] header = new byte[512];
    put(header, 0, file);
    put(header, 100, "0000644\0");
    put(header, 108, "0000000\0");
    put(header, 116, "0000000\0");
    put(header, 124, String.format("%011o ", bytes.length));
    put(header, 136, "14000000000 ");
    put(header, 148, "        ");
    put(header, 156, "0ustar\00000");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, String.format("%06o\0 ", sum));
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(header);
    whole.writeBytes(bytes);
    whole.writeBytes(new byte[(512 - bytes.length % 512) % 512]);
    whole.writeTo(out);
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
