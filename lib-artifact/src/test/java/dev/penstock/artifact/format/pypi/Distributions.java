package dev.penstock.artifact.format.pypi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import dev.penstock.artifact.format.FormatBench;
import dev.penstock.artifact.format.MultipartBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Wheels and source distributions made of a few bytes, and uploads of them. */
final class Distributions {
  static final String BASE = "https://packages.example/pypi/main";

  private Distributions() {}

  static FormatBench bench() {
    return new FormatBench(BASE, bench -> new PypiProtocol(() -> bench.now));
  }

  static byte[] zip(String... namesAndTexts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        ZipEntry entry = new ZipEntry(namesAndTexts[i]);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(namesAndTexts[i + 1].getBytes(UTF_8));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static String metadata(String name, String version, String more) {
    return "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n" + more;
  }

  static byte[] wheel(String name, String version, String more) {
    String stem = name.replace('-', '_') + "-" + version;
    return zip(
        name.replace('-', '_') + "/__init__.py",
        "VERSION = '" + version + "'\n",
        stem + ".dist-info/METADATA",
        metadata(name, version, more),
        stem + ".dist-info/WHEEL",
        "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
  }

  /** The fields as twine sends them, without digests. */
  static Map<String, String> fields(String name, String version, String fileType) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("name", name);
    fields.put("version", version);
    fields.put("filetype", fileType);
    fields.put("pyversion", fileType.equals("sdist") ? "" : "py3");
    fields.put("metadata_version", "2.1");
    fields.put("summary", "A library.");
    fields.put("home_page", "https://acme.example/");
    fields.put("author", "");
    fields.put("license", "MIT");
    fields.put("description", "Long.\n\nText.");
    fields.put("requires_python", "");
    fields.put(":action", "file_upload");
    fields.put("protocol_version", "1");
    return fields;
  }

  static byte[] form(Map<String, String> fields, String fileName, byte[] content) {
    MultipartBody body = new MultipartBody();
    fields.forEach(body::field);
    return body.file("content", fileName, content).end();
  }

  static String sha256(byte[] bytes) {
    return Hashing.sha256().hashBytes(bytes).toString();
  }

  static FormatBench.Answer post(FormatBench bench, byte[] body) {
    return bench.ask("POST", "/", body, "Content-Type", MultipartBody.TYPE);
  }

  static FormatBench.Answer uploadWheel(FormatBench bench, String name, String version) {
    return uploadWheel(bench, name, version, "");
  }

  static FormatBench.Answer uploadWheel(
      FormatBench bench, String name, String version, String more) {
    return post(
        bench,
        form(
            fields(name, version, "bdist_wheel"),
            name.replace('-', '_') + "-" + version + "-py3-none-any.whl",
            wheel(name, version, more)));
  }

  static FormatBench.Answer uploadSource(
      FormatBench bench, String name, String version, String content) {
    return post(
        bench,
        form(
            fields(name, version, "sdist"),
            name + "-" + version + ".tar.gz",
            content.getBytes(UTF_8)));
  }
}
