package dev.penstock.samples.artifacts.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.PackageFormat;
import dev.penstock.conventions.Covers;
import dev.penstock.samples.artifacts.Client;
import dev.penstock.samples.artifacts.Client.Run;
import dev.penstock.samples.artifacts.Served;
import dev.penstock.samples.artifacts.ServerSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
@DisplayName("Others who resolve from Maven's layout")
class OtherResolversTest {
  private static final String WIDGET = "/maven/main/com/acme/widget/";
  private static final Path IVY_JAR = Path.of("/usr/share/java/ivy.jar");

  @TempDir private Path directory;

  private static void deploy(Served served, String... versions) throws Exception {
    StringBuilder metadata = new StringBuilder("<metadata><versioning><versions>");
    for (String version : versions) {
      String file = WIDGET + version + "/widget-" + version;
      assertEquals(201, served.put(file + ".jar", jar(version)).statusCode());
      String pom =
          "<project><modelVersion>4.0.0</modelVersion><groupId>com.acme</groupId>"
              + "<artifactId>widget</artifactId><version>"
              + version
              + "</version></project>";
      served.put(file + ".pom", pom.getBytes(StandardCharsets.UTF_8));
      metadata.append("<version>").append(version).append("</version>");
    }
    metadata.append("</versions></versioning></metadata>");
    byte[] document = metadata.toString().getBytes(StandardCharsets.UTF_8);
    assertEquals(200, served.put(WIDGET + "maven-metadata.xml", document).statusCode());
  }

  private static byte[] jar(String content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("content.txt"));
      zip.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  /** Fetches the newest widget of the first generation into the project, by a Gradle of its own. */
  private Run gradle(String home, Served served, String token) throws Exception {
    Client.require("gradle");
    Path project = Files.createDirectories(directory.resolve(home + "/project"));
    Client gradle =
        Client.at(directory.resolve(home))
            .with("GRADLE_USER_HOME", directory.resolve(home + "/gradle").toString());
    Files.writeString(project.resolve("settings.gradle"), "rootProject.name = 'consumer'\n");
    Files.writeString(
        project.resolve("build.gradle"),
        """
        configurations { wanted }
        repositories {
          maven {
            url '%s/maven/main'
            credentials { username 'aws'; password '%s' }
          }
        }
        dependencies { wanted 'com.acme:widget:1.+' }
        task fetch(type: Copy) { from configurations.wanted; into 'out' }
        """
            .formatted(served.url(), token));
    return gradle.runIn(project, "gradle", "--no-daemon", "-q", "fetch");
  }

  private String fetched(String home, String file) throws IOException {
    return MavenClientsTest.content(directory.resolve(home + "/project/out/" + file));
  }

  @Covers({"AP-063", "W-033"})
  @Test
  void gradleFindsTheNewestOfADynamicVersion() throws Exception {
    try (Served served = Served.from(directory.resolve("served"))) {
      deploy(served, "1.0", "1.2", "1.10", "2.0");
      gradle("home", served, Served.READER).succeeded();
      assertEquals("1.10", fetched("home", "widget-1.10.jar"));
      assertTrue(served.log().contains("GET " + WIDGET + "maven-metadata.xml 200"));
      assertFalse(served.log().contains(" 500 "), served.log());
      gradle("stranger", served, "wrong-token").failed();
    }
  }

  @Test
  void gradleAndIvyResolveThroughTheServerAlsoWhenTheOtherIsDown() throws Exception {
    Served there =
        Served.from(
            ServerSettings.local(directory.resolve("there"), Served.ACCOUNTS).openToReaders());
    ServerSettings connected =
        ServerSettings.local(directory.resolve("here"), Served.ACCOUNTS)
            .source(PackageFormat.MAVEN, URI.create(there.url() + "/maven/main"));
    try (Served here = Served.from(connected)) {
      try (there) {
        deploy(there, "1.0", "1.1");
        gradle("first", here, Served.READER).succeeded();
      }
      gradle("second", here, Served.READER).succeeded();
      assertEquals("1.1", fetched("second", "widget-1.1.jar"));
      Client.require(IVY_JAR);
      Client ivy = Client.at(directory.resolve("home"));
      retrieve(ivy, here, Served.READER, "[1.0,2.0[").succeeded();
      assertEquals("1.1", MavenClientsTest.content(directory.resolve("home/out/widget-1.1.jar")));
      assertFalse(here.log().contains(" 500 "), here.log());
    }
  }

  @Covers({"AP-064", "W-033", "W-001"})
  @Test
  void ivyAsksForHeadsBeforeItGets() throws Exception {
    Client.require(IVY_JAR);
    Client ivy = Client.at(directory.resolve("home"));
    try (Served served = Served.from(directory.resolve("served"))) {
      deploy(served, "1.0", "1.1", "2.0");
      retrieve(ivy, served, Served.READER, "[1.0,2.0[").succeeded();
      assertEquals("1.1", MavenClientsTest.content(directory.resolve("home/out/widget-1.1.jar")));
      assertTrue(served.log().contains("HEAD " + WIDGET + "1.1/widget-1.1.pom 200"), served.log());
      assertTrue(served.log().contains("HEAD " + WIDGET + "1.1/widget-1.1.jar 200"), served.log());
      assertFalse(served.log().contains(" 500 "), served.log());
      retrieve(ivy, served, "wrong-token", "2.0").failed();
    }
  }

  private Run retrieve(Client ivy, Served served, String token, String revision) throws Exception {
    Path settings = directory.resolve("home/settings.xml");
    Files.writeString(
        settings,
        """
        <ivysettings>
          <settings defaultResolver="penstock"/>
          <credentials host="127.0.0.1" realm="packages" username="aws" passwd="%s"/>
          <resolvers>
            <ibiblio name="penstock" m2compatible="true" root="%s/maven/main"/>
          </resolvers>
        </ivysettings>
        """
            .formatted(token, served.url()));
    Path wanted = directory.resolve("home/ivy.xml");
    Files.writeString(
        wanted,
        """
        <ivy-module version="2.0">
          <info organisation="com.acme" module="consumer"/>
          <dependencies><dependency org="com.acme" name="widget" rev="%s"/></dependencies>
        </ivy-module>
        """
            .formatted(revision));
    return ivy.run(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Duser.home=" + directory.resolve("home"),
        "-jar",
        IVY_JAR.toString(),
        "-settings",
        settings.toString(),
        "-ivy",
        wanted.toString(),
        "-retrieve",
        directory.resolve("home/out") + "/[artifact]-[revision].[ext]");
  }
}
