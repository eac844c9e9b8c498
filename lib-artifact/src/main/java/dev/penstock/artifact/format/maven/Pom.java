package dev.penstock.artifact.format.maven;

import dev.penstock.artifact.Dependency;
import dev.penstock.artifact.License;
import dev.penstock.artifact.VersionMetadata;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;

/** What a POM says about its version. Parents are not followed. */
final class Pom {

  private Pom() {}

  /**
   * Empty if the file is no POM: it is stored all the same, for no rule says what a POM must be.
   */
  static Optional<VersionMetadata> read(byte[] file) {
    try {
      XmlElement project = XmlElement.read(file);
      return project.name().equals("project") ? Optional.of(metadata(project)) : Optional.empty();
    } catch (XMLStreamException | InvalidDefinitionException e) {
      return Optional.empty();
    }
  }

  private static VersionMetadata metadata(XmlElement project) {
    return VersionMetadata.EMPTY
        .withDisplayName(project.value("name").orElse(""))
        .withSummary(project.value("description").orElse(""))
        .withHomePage(project.value("url").orElse(""))
        .withSourceCodeRepository(project.child("scm").flatMap(scm -> scm.value("url")).orElse(""))
        .withLicenses(
            items(project, "licenses", "license")
                .map(l -> new License(l.value("name").orElse(""), l.value("url").orElse("")))
                .toList())
        .withDependencies(dependencies(project));
  }

  private static List<Dependency> dependencies(XmlElement project) {
    List<Dependency> all = new ArrayList<>();
    project.child("parent").ifPresent(parent -> all.add(dependency(parent, "parent")));
    items(project, "dependencies", "dependency")
        .forEach(
            dependency ->
                all.add(
                    dependency(
                        dependency,
                        dependency.value("optional").filter("true"::equals).isPresent()
                            ? "optional"
                            : dependency.value("scope").orElse("compile"))));
    return all;
  }

  private static Dependency dependency(XmlElement element, String type) {
    return new Dependency(
        type,
        element.value("groupId").orElse(""),
        element.value("artifactId").orElse(""),
        element.value("version").orElse(""));
  }

  private static Stream<XmlElement> items(XmlElement parent, String list, String item) {
    return parent.child(list).map(XmlElement::children).orElse(List.of()).stream()
        .filter(child -> child.name().equals(item));
  }
}
