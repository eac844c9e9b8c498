package dev.penstock.samples.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.VersionCoordinates;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The page for people")
@Timeout(60)
class PackagesPageTest {
  private static final String FILE = "/generic/main/acme/app/1.0/app.bin";

  @TempDir private Path directory;

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void itsPagesLinkToFilesThatAreThere() throws Exception {
    try (Served served = Served.from(directory)) {
      served.put("/generic/main/acme/a%3Cb%3E/1.0/app.zip", new byte[2_500]);
      served.put("/generic/main/acme/half/1.0/app.zip?unfinished", new byte[1]);
      String widget = "/maven/main/com/acme/widget/";
      String build = widget + "1.0-SNAPSHOT/widget-1.0-20240131.120000-1.jar";
      served.put(build, new byte[3]);
      served.put(
          widget + "1.0-SNAPSHOT/maven-metadata.xml",
          """
          <metadata><groupId>com.acme</groupId><artifactId>widget</artifactId>
          <version>1.0-SNAPSHOT</version><versioning><snapshot>
          <timestamp>20240131.120000</timestamp><buildNumber>1</buildNumber>
          </snapshot></versioning></metadata>
          """
              .getBytes(StandardCharsets.UTF_8));
      String browse = "/browse?repository=main&format=";
      String generic = text(served.get(browse + "generic&namespace=acme&name=a%3Cb%3E"));
      assertEquals(List.of("/generic/main/acme/a%3Cb%3E/1.0/app.zip"), files(generic), generic);
      assertTrue(generic.contains(", 2.5 kB<br>"), generic);
      String maven = text(served.get(browse + "maven&namespace=com.acme&name=widget"));
      assertEquals(List.of(build, build), files(maven), "of the build and of the snapshot");
      for (String file : List.of(files(generic).get(0), build)) {
        assertEquals(200, served.get(file).statusCode(), file);
      }
      String half = text(served.get(browse + "generic&namespace=acme&name=half"));
      assertTrue(half.contains("<td>Unfinished") && files(half).isEmpty(), half);
      assertTrue(text(served.get("/browse?repository=main")).contains(">com.acme:widget</a>"));
    }
  }

  private static List<String> files(String page) {
    return Pattern.compile("href=\"(/(?:generic|maven|pypi)/[^\"]+)\"")
        .matcher(page)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  @Test
  void whoMayWriteSeesWhatReviewsKeepFromReaders() throws Exception {
    try (Served served = Served.from(directory)) {
      served.put(FILE, new byte[1]);
      VersionCoordinates version = PackageCoordinates.generic("acme", "app").version("1.0");
      served.server().domain().repository("main").quarantine().hold(version, "eve", "a <virus>");
      String page = "/browse?repository=main&format=generic&namespace=acme&name=app";
      assertFalse(text(served.get(page)).contains("virus"));
      String seen =
          text(served.send("GET", page, new byte[0], "Authorization", Served.basic(Served.WRITER)));
      assertTrue(
          seen.contains("<td>Published<br>held: ") && seen.contains("a &lt;virus&gt;"), seen);
    }
  }

  @Test
  void sizesAreForPeople() {
    assertEquals("0 bytes", PackagesPage.size(0));
    assertEquals("1 byte", PackagesPage.size(1));
    assertEquals("999 bytes", PackagesPage.size(999));
    assertEquals("1.0 kB", PackagesPage.size(1_000));
    assertEquals("1.0 MB", PackagesPage.size(999_999));
    assertEquals("5.4 GB", PackagesPage.size(5L << 30));
    assertEquals("9.2 EB", PackagesPage.size(Long.MAX_VALUE));
  }
}
