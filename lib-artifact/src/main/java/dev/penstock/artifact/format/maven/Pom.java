package dev.penstock.artifact.format.maven;

import com.google.common.base.Splitter;
import dev.penstock.artifact.Dependency;
import dev.penstock.artifact.License;
import dev.penstock.artifact.VersionMetadata;
import dev.penstock.artifact.format.listing.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * What a POM says about its version, without what its parents say. What is too long
 * is cut, since the file says it in full.
 */
final class Pom {
  /** No larger file is looked into. */
  static final int LONGEST = 1 << 20;

  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_SUMMARY = 8_192;
  private static final int LONGEST_ADDRESS = 2_048;
  private static final int LONGEST_LICENSE = 1_024;
  private static final int MOST_LICENSES = 100;
  private static final int MOST_DEPENDENCIES = 10_000;
  private static final int MOST_CHARACTERS = 500_000;

  private final XmlElement project;

  private Pom(XmlElement project) {
    this.project = project;
  }

  /**
   * Empty if the file is no POM: it is stored all the same, for no rule says what a POM must be.
   */
  static Optional<Pom> read(byte[] file) {
    if (file.length > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Pom(XmlElement.read(file)))
          .filter(pom -> pom.project.name().equals("project"));
    } catch (XMLStreamException e) {
      return Optional.empty();
    }
  }

  VersionMetadata metadata() {
    List<License> licenses = licenses();
    return VersionMetadata.EMPTY
        .withDisplayName(text(project, "name", LONGEST_NAME))
        .withSummary(text(project, "description", LONGEST_SUMMARY))
        .withHomePage(text(project, "url", LONGEST_ADDRESS))
        .withSourceCodeRepository(
            project.child("scm").map(scm -> text(scm, "url", LONGEST_ADDRESS)).orElse(""))
        .withLicenses(licenses)
        .withDependencies(dependencies(licenses));
  }

  List<License> licenses() {
    return items(project, "licenses", "license")
        .map(
            license ->
                new License(
                    text(license, "name", LONGEST_LICENSE), text(license, "url", LONGEST_ADDRESS)))
        .filter(license -> !license.name().isEmpty() || !license.url().isEmpty())
        .limit(MOST_LICENSES)
        .toList();
  }

  /** The POM that it inherits from, if that can be asked for. */
  Optional<MavenFile> parent() {
    @Nullable XmlElement parent = project.child("parent").orElse(null);
    if (parent == null) {
      return Optional.empty();
    }
    String artifact = parent.value("artifactId").orElse("");
    String version = parent.value("version").orElse("");
    List<String> path =
        new ArrayList<>(Splitter.on('.').splitToList(parent.value("groupId").orElse("")));
    path.addAll(List.of(artifact, version, artifact + "-" + version + ".pom"));
    return LayoutPath.parse(path)
        .map(LayoutPath::target)
        .filter(MavenFile.class::isInstance)
        .map(MavenFile.class::cast)
        .filter(file -> file.version().equals(version) && !BuildVersion.isBase(version));
  }

  /** Those that can be kept; the parent is one of them. */
  private List<Dependency> dependencies(List<License> licenses) {
    int left = MOST_CHARACTERS;
    for (License license : licenses) {
      left -= license.name().length() + license.url().length();
    }
    List<Dependency> all = new ArrayList<>();
    for (Dependency one : (Iterable<Dependency>) written()::iterator) {
      left -= one.type().length() + one.namespace().length() + one.name().length();
      left -= one.requirement().length();
      if (left < 0 || all.size() == MOST_DEPENDENCIES) {
        break;
      }
      all.add(one);
    }
    return List.copyOf(all);
  }

  private Stream<Dependency> written() {
    return Stream.concat(
        project.child("parent").stream().map(parent -> dependency(parent, "parent")),
        items(project, "dependencies", "dependency")
            .map(
                one ->
                    dependency(
                        one,
                        one.value("optional").filter("true"::equals).isPresent()
                            ? "optional"
                            : one.value("scope").orElse("compile"))));
  }

  private static Dependency dependency(XmlElement element, String type) {
    return new Dependency(
        Excerpt.of(type, LONGEST_NAME),
        text(element, "groupId", LONGEST_NAME),
        text(element, "artifactId", LONGEST_NAME),
        text(element, "version", LONGEST_ADDRESS));
  }

  private static String text(XmlElement element, String name, int most) {
    return Excerpt.of(element.value(name).orElse(""), most);
  }

  private static Stream<XmlElement> items(XmlElement parent, String list, String item) {
    return parent.child(list).map(XmlElement::children).orElse(List.of()).stream()
        .filter(child -> child.name().equals(item));
  }
}
