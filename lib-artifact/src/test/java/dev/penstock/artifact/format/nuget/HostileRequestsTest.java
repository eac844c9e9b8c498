package dev.penstock.artifact.format.nuget;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.format.FormatBench;
import dev.penstock.artifact.format.FormatBench.Answer;
import dev.penstock.artifact.format.MultipartBody;
import dev.penstock.artifact.format.listing.WholeList;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("Hostile requests to NuGet's protocol")
class HostileRequestsTest {
  private static final List<String> PIECES =
      List.of(
          "v3",
          "v3",
          "index.json",
          "package",
          "flatcontainer",
          "registration",
          "search",
          "page",
          "registration-gz-semver2",
          "autocomplete",
          "acme.lib",
          "Acme.Lib",
          "1.0.0",
          "1.0.0.json",
          "acme.lib.1.0.0.nupkg",
          "acme.lib.nuspec",
          "..",
          "%2e%2e",
          "%00",
          "%2F",
          "",
          "%C3%A9",
          "9999999999.0",
          "a".repeat(300),
          "-",
          "search?take=x",
          "search?q=%",
          "api",
          "v2",
          "#");

  private static FormatBench filled() {
    FormatBench bench = Packages.bench();
    assertEquals(201, Packages.push(bench, "Acme.Lib", "1.0.0").status());
    return bench;
  }

  private static void assertSane(Answer answer, String what) {
    assertTrue(answer.status() >= 200 && answer.status() < 500, what + ": " + answer.status());
  }

  @Property(tries = 500, seed = "9701")
  @Label("have answers below 500, whatever the path and the method")
  void paths(@ForAll long seed) {
    Random random = new Random(seed);
    FormatBench bench = filled();
    for (int i = 0; i < 20; i++) {
      StringBuilder path = new StringBuilder();
      for (int parts = 1 + random.nextInt(6); parts > 0; parts--) {
        path.append('/').append(PIECES.get(random.nextInt(PIECES.size())));
      }
      List<String> methods = List.of("GET", "GET", "HEAD", "PUT", "POST", "DELETE", "X");
      byte[] body = new byte[random.nextInt(200)];
      random.nextBytes(body);
      assertSane(
          bench.ask(
              methods.get(random.nextInt(methods.size())),
              path.toString(),
              body,
              "Content-Type",
              MultipartBody.TYPE),
          path.toString());
    }
    assertEquals(200, bench.get("/v3/flatcontainer/acme.lib/1.0.0/acme.lib.1.0.0.nupkg").status());
  }

  @Property(tries = 300, seed = "9702")
  @Label("that cut off or damage a good push are refused and leave nothing, or succeed")
  void pushes(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    byte[] nupkg = Packages.nupkg("Acme.New", "1.0.0", "");
    byte[] body = new MultipartBody().file("package", "package.nupkg", nupkg).end();
    boolean isCut = random.nextBoolean();
    if (isCut) {
      body = Arrays.copyOf(body, random.nextInt(body.length - 2));
    } else {
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
    }
    FormatBench bench = filled();
    Answer answer = bench.ask("PUT", "/v3/package", body, "Content-Type", MultipartBody.TYPE);
    assertSane(answer, answer.text());
    if (isCut) {
      assertEquals(400, answer.status(), answer.text());
    }
    int packages = WholeList.packages(bench.repository(), PackageFormat.NUGET).size();
    assertEquals(answer.status() == 201 ? 2 : 1, packages);
    Answer kept = bench.get("/v3/flatcontainer/acme.lib/1.0.0/acme.lib.1.0.0.nupkg");
    assertArrayEquals(Packages.nupkg("Acme.Lib", "1.0.0", ""), kept.body());
  }
}
