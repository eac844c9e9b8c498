package dev.penstock.samples.artifacts.maven;

import com.google.common.collect.MoreCollectors;
import dev.penstock.samples.artifacts.Client;
import dev.penstock.samples.artifacts.Client.Run;
import dev.penstock.samples.artifacts.Served;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * One Maven with settings of its own. Plugins come from this machine's repository as files,
 * packages only from the server.
 */
final class MavenHome {
  private static final Path CACHE =
      Path.of(
          System.getProperty(
              "maven.repo.local", System.getProperty("user.home") + "/.m2/repository"));
  private static final String PLUGINS = "org.apache.maven.plugins:";

  /** Packs what is in {@code target/classes}, once all dependencies are there. */
  static final String JAR = PLUGINS + "maven-jar-plugin:3.5.1:jar";

  static final String DEPLOY = PLUGINS + "maven-deploy-plugin:3.1.4:deploy";

  private final Path home;
  private final Client client;
  private final List<String> command;

  private MavenHome(Path home, List<String> command) throws IOException {
    this.home = home;
    this.command = command;
    this.client =
        Client.at(home)
            .with(
                "MAVEN_OPTS",
                "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m -Duser.home=" + home);
  }

  /** A version that the machine has, or its own one: {@code installed}. */
  static MavenHome of(String version, Path home) throws IOException {
    for (String plugin : List.of("maven-jar-plugin/3.5.1", "maven-deploy-plugin/3.1.4")) {
      Client.require(CACHE.resolve("org/apache/maven/plugins/" + plugin));
    }
    if (version.equals("installed")) {
      Client.require("mvn");
      return new MavenHome(home, List.of("mvn"));
    }
    Path zip =
        Client.require(
            CACHE.resolve(
                "org/apache/maven/apache-maven/"
                    + version
                    + "/apache-maven-"
                    + version
                    + "-bin.zip"));
    unzip(zip, home);
    return new MavenHome(
        home, List.of("sh", home.resolve("apache-maven-" + version + "/bin/mvn").toString()));
  }

  private static void unzip(Path zip, Path into) throws IOException {
    try (InputStream in = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(in)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path file = into.resolve(entry.getName()).normalize();
        if (!entry.isDirectory() && file.startsWith(into)) {
          Files.createDirectories(file.getParent());
          Files.copy(entries, file);
        }
      }
    }
  }

  /** Uses a server with a token from now on. */
  MavenHome uses(Served served, String token) throws IOException {
    Files.writeString(
        home.resolve("settings.xml"),
        """
        <settings>
          <localRepository>%s</localRepository>
          <servers><server>
            <id>penstock</id><username>aws</username><password>%s</password>
          </server></servers>
          <profiles><profile>
            <id>penstock</id>
            <repositories>
              %3$s
              <repository>
                <id>penstock</id><url>%4$s/maven/main</url>
                <releases><updatePolicy>always</updatePolicy><checksumPolicy>fail</checksumPolicy></releases>
                <snapshots><updatePolicy>always</updatePolicy><checksumPolicy>fail</checksumPolicy></snapshots>
              </repository>
            </repositories>
            <pluginRepositories>%5$s</pluginRepositories>
          </profile></profiles>
          <activeProfiles><activeProfile>penstock</activeProfile></activeProfiles>
        </settings>
        """
            .formatted(
                home.resolve("repository"),
                token,
                central("repository"),
                served.url(),
                central("pluginRepository")));
    return this;
  }

  /** What would be Maven Central: files that another Maven has fetched, without checksums. */
  private static String central(String element) {
    return """
        <%1$s>
          <id>central</id><url>%2$s</url>
          <releases><checksumPolicy>ignore</checksumPolicy></releases>
          <snapshots><enabled>false</enabled></snapshots>
        </%1$s>
        """
        .formatted(element, CACHE.toUri());
  }

  /** Makes a project of one class file, to be deployed to the server. */
  Path project(Served served, String version, String content) throws IOException {
    Path project = Files.createTempDirectory(home, "project");
    Path classes = Files.createDirectories(project.resolve("target/classes"));
    Files.writeString(classes.resolve("content.txt"), content);
    Files.writeString(
        project.resolve("pom.xml"),
        """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>com.acme</groupId><artifactId>widget</artifactId><version>%s</version>
          <distributionManagement>
            <repository><id>penstock</id><url>%2$s/maven/main</url></repository>
            <snapshotRepository><id>penstock</id><url>%2$s/maven/main</url></snapshotRepository>
          </distributionManagement>
        </project>
        """
            .formatted(version, served.url()));
    return project;
  }

  /** Makes a project that depends on the widget. */
  Path consumer(String requirement) throws IOException {
    Path project = Files.createTempDirectory(home, "consumer");
    Files.writeString(
        project.resolve("pom.xml"),
        """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>com.acme</groupId><artifactId>consumer</artifactId><version>1</version>
          <dependencies><dependency>
            <groupId>com.acme</groupId><artifactId>widget</artifactId><version>%s</version>
          </dependency></dependencies>
        </project>
        """
            .formatted(requirement));
    return project;
  }

  /** Forgets everything that was fetched. */
  void forgetPackages() throws IOException {
    Path packages = home.resolve("repository/com/acme");
    if (Files.exists(packages)) {
      try (var files = Files.walk(packages)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** The only jar among the packages that were fetched. */
  Path jar() throws IOException {
    try (var files = Files.walk(home.resolve("repository/com/acme/widget"))) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .filter(file -> !file.toString().endsWith("-SNAPSHOT.jar"))
          .collect(MoreCollectors.onlyElement());
    }
  }

  Run run(Path project, String... goals) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of("-B", "-ntp", "-s", home.resolve("settings.xml").toString()));
    line.addAll(List.of(goals));
    return client.runIn(project, line.toArray(String[]::new));
  }
}
