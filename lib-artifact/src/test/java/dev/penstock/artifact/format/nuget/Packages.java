package dev.penstock.artifact.format.nuget;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.penstock.artifact.format.FormatBench;
import dev.penstock.artifact.format.FormatBench.Answer;
import dev.penstock.artifact.format.MultipartBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packages made of a nuspec and little else, and pushes of them. */
final class Packages {
  static final String BASE = "https://packages.example/nuget/main";
  static final String NAMESPACE = "http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd";

  private Packages() {}

  static FormatBench bench() {
    return new FormatBench(BASE, bench -> new NugetProtocol());
  }

  static String nuspec(String id, String version, String more) {
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<package xmlns=\""
        + NAMESPACE
        + "\"><metadata minClientVersion=\"2.12\"><id>"
        + id
        + "</id><version>"
        + version
        + "</version><authors>Ada, Grace</authors><description>Pays &amp; more.</description>"
        + more
        + "</metadata></package>";
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

  static byte[] nupkg(String id, String version, String more) {
    return zip(
        "_rels/.rels", "<Relationships/>", id + ".nuspec", nuspec(id, version, more), "lib/x", "x");
  }

  static Answer push(FormatBench bench, byte[] nupkg) {
    return pushTo(bench, "/v3/package", nupkg);
  }

  static Answer pushTo(FormatBench bench, String target, byte[] nupkg) {
    byte[] body = new MultipartBody().file("any", "any.bin", nupkg).end();
    return bench.ask(
        "PUT", target, body, "Content-Type", MultipartBody.TYPE, "X-NuGet-ApiKey", "secret");
  }

  static Answer push(FormatBench bench, String id, String version) {
    return push(bench, nupkg(id, version, ""));
  }

  static JsonNode json(Answer answer) {
    try {
      return new ObjectMapper().readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String target(String url) {
    if (!url.startsWith(BASE + "/")) {
      throw new AssertionError(url + " is not below " + BASE);
    }
    return url.substring(BASE.length());
  }
}
