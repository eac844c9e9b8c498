package dev.penstock.artifact.format;

import static dev.penstock.artifact.format.Wire.ADA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.Asset;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageQuery;
import dev.penstock.artifact.PageRequest;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.VersionQuery;
import dev.penstock.artifact.format.Wire.Reply;
import dev.penstock.artifact.format.generic.GenericProtocol;
import dev.penstock.artifact.format.maven.MavenProtocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

@Label("Requests that nobody should send")
class HostileRequestsTest {

  /** A request, perhaps a sound one. */
  @SuppressWarnings("ArrayRecordComponent")
  record Sent(String method, String path, byte[] body, List<String> headers, int cut) {}

  @Property(tries = 3_000, seed = "11", edgeCases = EdgeCasesMode.NONE)
  @Label("are answered, are never the server's fault, and change nothing when refused")
  void areAnswered(@ForAll("maven") List<Sent> maven, @ForAll("generic") List<Sent> generic)
      throws IOException {
    send(new Wire(new MavenProtocol()), maven);
    send(new Wire(new GenericProtocol()), generic);
  }

  private static void send(Wire wire, List<Sent> requests) throws IOException {
    for (Sent sent : requests) {
      List<String> before = stored(wire);
      Reply reply =
          wire.send(
              ADA,
              sent.method(),
              sent.path(),
              BrokenStream.after(sent.cut(), sent.body()),
              sent.headers().toArray(String[]::new));
      assertTrue(reply.status() < 500, () -> sent.method() + " " + sent.path());
      if (reply.status() >= 300 || !sent.method().equals("PUT")) {
        assertEquals(before, stored(wire), sent::toString);
      }
    }
    assertEquals(List.of(), wire.failures);
  }

  /** All that can be seen of a repository but its marks, which tell of wrong checksums. */
  private static List<String> stored(Wire wire) throws IOException {
    List<String> all = new ArrayList<>();
    PageRequest page = PageRequest.first(1_000);
    for (PackageCoordinates of : wire.repository().packages(PackageQuery.ALL, page).items()) {
      for (VersionDescription version :
          wire.repository().versions(of, VersionQuery.ALL, page).items()) {
        all.add(version.coordinates() + " " + version.status());
        for (Asset asset : wire.repository().assets(version.coordinates(), page).items()) {
          all.add(asset.name() + " " + asset.digest());
        }
      }
    }
    return all;
  }

  @Provide
  Arbitrary<List<Sent>> maven() {
    Arbitrary<String> file =
        Arbitraries.of(
            "widget-1.0.jar",
            "widget-1.0.pom",
            "widget-1.0.jar.sha1",
            "widget-1.1-20240131.120000-1.jar",
            "widget-1.1-20240131.120000-1.jar.md5",
            "widget-1.1-SNAPSHOT.jar",
            "maven-metadata.xml",
            "maven-metadata.xml.sha256",
            "..",
            "%00",
            "");
    Arbitrary<String> folder =
        Arbitraries.of("com/acme/widget/1.0/", "com/acme/widget/1.1-SNAPSHOT/", "com/acme/widget/");
    Arbitrary<String> path =
        Arbitraries.frequencyOf(
            Tuple.of(4, Combinators.combine(folder, file).as((a, b) -> a + b)),
            Tuple.of(1, anyPath()));
    Arbitrary<byte[]> body =
        Arbitraries.of(
                "jar",
                "a0ffc7f9fb6b2ac4e6e3b3a9ba9bd4ed0a4cb21d",
                "<metadata><versioning><versions><version>1.0</version></versions></versioning>"
                    + "</metadata>",
                "<metadata><versioning><snapshot><timestamp>20240131.120000</timestamp>"
                    + "<buildNumber>1</buildNumber></snapshot></versioning></metadata>",
                "<metadata><plugins><plugin><prefix>p</prefix><artifactId>widget</artifactId>"
                    + "</plugin></plugins></metadata>",
                "<metadata><versioning><snapshot><buildNumber>99999999999</buildNumber>",
                "<!DOCTYPE x [<!ENTITY a \"b\">]><metadata>&a;</metadata>",
                "")
            .map(text -> text.getBytes(StandardCharsets.UTF_8));
    return requests("/maven/main/", path, body);
  }

  @Provide
  Arbitrary<List<Sent>> generic() {
    Arbitrary<String> path =
        Arbitraries.frequencyOf(
            Tuple.of(
                3,
                Arbitraries.of(
                    "acme/app/1.0/a",
                    "acme/app/1.0/",
                    "acme/app/",
                    "acme/",
                    "",
                    "acme/app/1.0/b?unfinished")),
            Tuple.of(1, anyPath()));
    return requests("/generic/main/", path, Arbitraries.bytes().array(byte[].class).ofMaxSize(40));
  }

  private static Arbitrary<String> anyPath() {
    return Arbitraries.of(
            "a",
            "/",
            "%2f",
            "%2e",
            "..",
            ".",
            "%",
            "%zz",
            "%00",
            "\\",
            "ü",
            "%c3%bc",
            "?",
            "=",
            "&",
            "+",
            "#",
            " ",
            "\n",
            "1.0",
            "-",
            "com",
            "acme",
            "maven-metadata.xml",
            ".sha1",
            "%ff")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  private static Arbitrary<List<Sent>> requests(
      String root, Arbitrary<String> path, Arbitrary<byte[]> body) {
    Arbitrary<String> method =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.just("PUT")),
            Tuple.of(4, Arbitraries.of("GET", "HEAD", "POST", "DELETE", "OPTIONS", "TRACE", "")));
    Arbitrary<List<String>> headers =
        Arbitraries.of(
            List.of(),
            List.of("Content-Length", "3"),
            List.of("Content-Length", "-3"),
            List.of("Content-Length", "99999999999999999999"),
            List.of("Content-Encoding", "gzip"),
            List.of("Content-Encoding", "zip"),
            List.of("Range", "bytes=9-1"),
            List.of("Range", "bytes=0-0"),
            List.of("Range", "bytes=99999999999999999999-"),
            List.of("If-None-Match", "*"),
            List.of("If-None-Match", "\""),
            List.of("If-Modified-Since", "never"),
            List.of("x-amz-content-sha256", "x"),
            List.of("Authorization", "Basic %%%"));
    Arbitrary<Integer> cut =
        Arbitraries.frequencyOf(
            Tuple.of(5, Arbitraries.just(-1)), Tuple.of(1, Arbitraries.integers().between(0, 30)));
    return Combinators.combine(method, path.map(root::concat), body, headers, cut)
        .as(Sent::new)
        .list()
        .ofMaxSize(12);
  }
}
