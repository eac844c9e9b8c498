package dev.penstock.artifact.format.pypi;

import static dev.penstock.artifact.format.pypi.Distributions.fields;
import static dev.penstock.artifact.format.pypi.Distributions.wheel;
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
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("Hostile requests to Python's index")
class HostileRequestsTest {
  private static final List<String> PIECES =
      List.of(
          "simple",
          "packages",
          "legacy",
          "acme-lib",
          "Acme.Lib",
          "1.0",
          "9!9",
          "%2e%2e",
          "%00",
          "..",
          ".",
          "",
          "%2F",
          "%5C",
          "%zz",
          "%",
          "\u00e9",
          "%C3%A9",
          "%ff",
          "a".repeat(300),
          "acme_lib-1.0-py3-none-any.whl",
          "acme_lib-1.0-py3-none-any.whl.metadata",
          "#",
          "+",
          "*",
          ".metadata",
          ".asc",
          "x.facts",
          "acme_lib-1.0-py3-none-any.whl.facts",
          "?",
          "?a=%",
          " ");
  private static final List<String> METHODS =
      List.of("GET", "GET", "GET", "HEAD", "POST", "PUT", "X");

  private static FormatBench filled() {
    FormatBench bench = Distributions.bench();
    assertEquals(200, Distributions.uploadWheel(bench, "acme-lib", "1.0").status());
    return bench;
  }

  private static <T> T any(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static void assertSane(Answer answer, String what) {
    assertTrue(answer.status() >= 200 && answer.status() < 500, what + ": " + answer.status());
  }

  @Property(tries = 500, seed = "7501")
  @Label("have answers below 500, and change nothing, whatever the path and the headers")
  void paths(@ForAll long seed) {
    Random random = new Random(seed);
    FormatBench bench = filled();
    String page = bench.get("/simple/acme-lib/").text();
    for (int i = 0; i < 20; i++) {
      StringBuilder path = new StringBuilder();
      for (int parts = 1 + random.nextInt(5); parts > 0; parts--) {
        path.append('/').append(any(random, PIECES));
      }
      byte[] body = new byte[random.nextInt(200)];
      random.nextBytes(body);
      Answer answer =
          bench.ask(
              any(random, METHODS),
              path.toString(),
              body,
              "Accept",
              any(random, List.of("", "*/*", ";q=", "text/html;q=1;q=0", ",,,", "a/b;q=NaN")),
              "Content-Type",
              any(random, List.of("", MultipartBody.TYPE, "multipart/form-data; boundary=\"")));
      assertSane(answer, path.toString());
    }
    assertEquals(page, bench.get("/simple/acme-lib/").text());
  }

  @Property(tries = 300, seed = "7502")
  @Label("that cut off, repeat or damage a good upload are refused and leave nothing, or succeed")
  void uploads(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Map<String, String> fields = fields("acme-new", "2.0", "bdist_wheel");
    byte[] wheel = wheel("acme-new", "2.0", "");
    fields.put("sha256_digest", Distributions.sha256(wheel));
    byte[] body = Distributions.form(fields, "acme_new-2.0-py3-none-any.whl", wheel);
    boolean isCut = random.nextBoolean();
    if (isCut) {
      body = Arrays.copyOf(body, random.nextInt(body.length - 2));
    } else {
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
    }
    FormatBench bench = filled();
    Answer answer = Distributions.post(bench, body);
    assertSane(answer, answer.text());
    if (isCut) {
      assertEquals(400, answer.status(), answer.text());
    }
    // What was refused is not there at all; what was taken is there whole.
    int packages = WholeList.packages(bench.repository(), PackageFormat.PYPI).size();
    assertEquals(answer.status() == 200 ? 2 : 1, packages);
    if (answer.status() == 200) {
      String path = "/packages/acme-new/2.0/acme_new-2.0-py3-none-any.whl";
      assertEquals(200, bench.get("/simple/acme-new/").status());
      assertEquals(fields.get("sha256_digest"), Distributions.sha256(bench.get(path).body()));
      assertEquals(200, bench.get(path + ".metadata").status());
    }
  }
}
