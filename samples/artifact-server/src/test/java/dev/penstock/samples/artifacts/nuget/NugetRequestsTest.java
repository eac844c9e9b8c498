package dev.penstock.samples.artifacts.nuget;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.samples.artifacts.Served;
import dev.penstock.samples.artifacts.ServerSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No client of the third protocol is to be had on the test machines, so its requests are made here.
 */
@DisplayName("NuGet's requests")
class NugetRequestsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INDEX = "/nuget/main/v3/index.json";

  @TempDir private Path directory;

  private static byte[] nupkg(String id, String version) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(id + ".nuspec"));
      zip.write(
          "<package><metadata><id>%s</id><version>%s</version></metadata></package>"
              .formatted(id, version)
              .getBytes(UTF_8));
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  private static int push(Served server, String key, byte[] nupkg)
      throws IOException, InterruptedException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes("--b\r\nContent-Type: application/octet-stream\r\n\r\n".getBytes(UTF_8));
    body.writeBytes(nupkg);
    body.writeBytes("\r\n--b--\r\n".getBytes(UTF_8));
    return server
        .send(
            "PUT",
            resource(server, "PackagePublish/2.0.0"),
            body.toByteArray(),
            "Content-Type",
            "multipart/form-data; boundary=b",
            "X-NuGet-ApiKey",
            key)
        .statusCode();
  }

  private static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
    assertEquals(200, answer.statusCode());
    return JSON.readTree(answer.body());
  }

  /** Where a resource is below the server's address, by the service index. */
  private static String resource(Served server, String type)
      throws IOException, InterruptedException {
    for (JsonNode resource : json(server.get(INDEX)).path("resources")) {
      if (resource.path("@type").asText().equals(type)) {
        return path(server, resource.path("@id").asText());
      }
    }
    throw new AssertionError(type);
  }

  private static String path(Served server, String url) {
    assertTrue(url.startsWith(server.url() + "/"), url);
    return url.substring(server.url().length());
  }

  @Test
  @DisplayName("push, restore, upgrade, unlist and search, each with its right")
  void pushAndRestore() throws IOException, InterruptedException {
    try (Served server = Served.from(directory.resolve("packages"))) {
      byte[] first = nupkg("Acme.Lib", "1.0.0");
      assertEquals(401, server.send("GET", INDEX, new byte[0]).statusCode());
      assertEquals(404, push(server, Served.READER, first));
      assertEquals(201, push(server, Served.WRITER, first));
      assertEquals(200, push(server, Served.WRITER, first));
      assertEquals(409, push(server, Served.WRITER, nupkg("ACME.lib", "1.0")));
      assertEquals(201, push(server, Served.WRITER, nupkg("Acme.Lib", "1.1.0-beta.1")));
      String flat = resource(server, "PackageBaseAddress/3.0.0") + "acme.lib/";
      assertEquals(
          "[\"1.0.0\",\"1.1.0-beta.1\"]",
          json(server.get(flat + "index.json")).path("versions").toString());
      HttpResponse<byte[]> file = server.get(flat + "1.0.0/acme.lib.1.0.0.nupkg");
      assertArrayEquals(first, file.body());
      String tag = file.headers().firstValue("ETag").orElseThrow();
      assertEquals(
          304,
          server
              .send(
                  "GET",
                  flat + "1.0.0/acme.lib.1.0.0.nupkg",
                  new byte[0],
                  "Authorization",
                  Served.basic(Served.READER),
                  "If-None-Match",
                  tag)
              .statusCode());
      HttpResponse<byte[]> registration =
          server.send(
              "GET",
              resource(server, "RegistrationsBaseUrl/3.6.0") + "acme.lib/index.json",
              new byte[0],
              "Authorization",
              Served.basic(Served.READER),
              "Accept-Encoding",
              "gzip");
      assertEquals("gzip", registration.headers().firstValue("Content-Encoding").orElse(""));
      JsonNode pages =
          JSON.readTree(
              new GZIPInputStream(new ByteArrayInputStream(registration.body())).readAllBytes());
      assertEquals(2, pages.path("items").path(0).path("count").asInt());
      String search = resource(server, "SearchQueryService/3.5.0") + "?q=acme";
      assertEquals(1, json(server.get(search)).path("totalHits").asInt());
      String version = resource(server, "PackagePublish/2.0.0") + "/Acme.Lib/1.0.0";
      String[] writer = {"X-NuGet-ApiKey", Served.WRITER};
      assertEquals(204, server.send("DELETE", version, new byte[0], writer).statusCode());
      assertEquals(0, json(server.get(search)).path("totalHits").asInt());
      assertEquals(200, server.get(flat + "1.0.0/acme.lib.1.0.0.nupkg").statusCode());
      assertEquals(200, server.send("POST", version, new byte[0], writer).statusCode());
      assertEquals(1, json(server.get(search)).path("totalHits").asInt());
    }
  }

  @Test
  @DisplayName("restore what lives on another server, also when that is down")
  void upstream() throws IOException, InterruptedException {
    ServerSettings open =
        ServerSettings.local(directory.resolve("there"), Served.ACCOUNTS).openToReaders();
    byte[] nupkg = nupkg("Acme.Lib", "1.0.0");
    try (Served there = Served.from(open)) {
      assertEquals(201, push(there, Served.WRITER, nupkg));
      ServerSettings connected =
          ServerSettings.local(directory.resolve("here"), Served.ACCOUNTS)
              .source(PackageFormat.NUGET, URI.create(there.url() + "/nuget/main/v3"));
      try (Served here = Served.from(connected)) {
        String flat = resource(here, "PackageBaseAddress/3.0.0") + "acme.lib/";
        for (int round = 0; round < 2; round++) {
          assertEquals(
              "[\"1.0.0\"]", json(here.get(flat + "index.json")).path("versions").toString());
          assertArrayEquals(nupkg, here.get(flat + "1.0.0/acme.lib.1.0.0.nupkg").body());
          there.stop();
        }
      }
    }
  }
}
