package dev.penstock.artifact.format.nuget;

import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.version.VersionScheme;
import dev.penstock.artifact.version.VersionSyntaxException;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads a nuspec of any of its namespaces (W-106), without document types and entities. */
final class NuspecReader {
  private static final int DEEPEST = 16;
  private static final int MOST_DEPENDENCIES = 5_000;
  private static final int LONGEST_TEXT = 65_536;
  private static final String ANY = "(, )";

  private final XMLStreamReader xml;
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final List<String> packageTypes = new ArrayList<>();
  private final List<Nuspec.Group> groups = new ArrayList<>();
  private final List<String> open = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private @Nullable String framework;
  private List<Nuspec.Needed> needed = new ArrayList<>();
  private int dependencies;
  private String minClientVersion = "";
  private String repository = "";
  private boolean isLicenseExpression;

  private NuspecReader(XMLStreamReader xml) {
    this.xml = xml;
  }

  /** Reads it, and refuses with 400 what is none. */
  static Nuspec read(byte[] bytes) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      return new NuspecReader(factory.createXMLStreamReader(new ByteArrayInputStream(bytes)))
          .nuspec();
    } catch (XMLStreamException e) {
      throw refused("no readable XML, at line " + e.getLocation().getLineNumber());
    }
  }

  private static ProtocolException refused(String found) {
    return new ProtocolException(400, "nuspec: " + found);
  }

  private Nuspec nuspec() throws XMLStreamException {
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> begin(xml.getLocalName());
        case XMLStreamConstants.END_ELEMENT -> end();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw refused("a document type or an entity; allowed: neither");
        default -> {}
      }
    }
    flush();
    String id = texts.getOrDefault("id", "");
    String version = texts.getOrDefault("version", "");
    return new Nuspec(
        PackageId.of(id)
            .orElseThrow(() -> refused("id \"" + shown(id) + "\"; allowed: " + PackageId.ALLOWED)),
        VersionText.of(version)
            .orElseThrow(
                () -> refused("version \"" + shown(version) + "\"; allowed: such as 1.2.3-beta")),
        texts,
        minClientVersion,
        isLicenseExpression,
        repository,
        packageTypes,
        groups);
  }

  private void begin(String name) {
    if (open.size() == DEEPEST) {
      throw refused("elements nested deeper than " + DEEPEST + "; allowed: up to that");
    }
    open.add(name);
    text.setLength(0);
    switch (String.join("/", open)) {
      case "package/metadata" -> minClientVersion = attribute("minClientVersion");
      case "package/metadata/license" ->
          isLicenseExpression = attribute("type").equals("expression");
      case "package/metadata/repository" -> repository = attribute("url");
      case "package/metadata/packageTypes/packageType" -> {
        if (!attribute("name").isEmpty() && packageTypes.size() < DEEPEST) {
          packageTypes.add(attribute("name"));
        }
      }
      case "package/metadata/dependencies/group" -> {
        flush();
        framework = attribute("targetFramework");
      }
      case "package/metadata/dependencies/dependency",
          "package/metadata/dependencies/group/dependency" ->
          needed.add(dependency());
      default -> {}
    }
  }

  private void end() {
    if (open.size() == 3 && open.get(0).equals("package") && open.get(1).equals("metadata")) {
      if (text.length() > LONGEST_TEXT) {
        throw refused(
            open.get(2) + " of more than " + LONGEST_TEXT + " characters; allowed: up to that");
      }
      texts.putIfAbsent(open.get(2), text.toString().strip());
    }
    text.setLength(0);
    if (String.join("/", open).equals("package/metadata/dependencies/group")) {
      flush();
    }
    open.remove(open.size() - 1);
  }

  private void flush() {
    if (framework != null || !needed.isEmpty()) {
      groups.add(new Nuspec.Group(framework == null ? "" : framework, needed));
    }
    framework = null;
    needed = new ArrayList<>();
  }

  private Nuspec.Needed dependency() {
    if (++dependencies > MOST_DEPENDENCIES) {
      throw refused("more than " + MOST_DEPENDENCIES + " dependencies; allowed: up to that");
    }
    String id = attribute("id");
    String range = attribute("version");
    if (PackageId.of(id).isEmpty()) {
      throw refused("dependency id \"" + shown(id) + "\"; allowed: " + PackageId.ALLOWED);
    }
    try {
      return new Nuspec.Needed(id, range(range.strip()));
    } catch (VersionSyntaxException e) {
      throw refused("dependency on " + id + ": " + e.getMessage());
    }
  }

  /** A dependency's range, normalized; an empty one is any (W-101). */
  static String range(String told) {
    return told.isEmpty() ? ANY : VersionScheme.NUGET.range(told).toString();
  }

  private String attribute(String name) {
    String value = xml.getAttributeValue(null, name);
    return value == null ? "" : value;
  }

  static String shown(String text) {
    String start = text.length() > 100 ? text.substring(0, 100) + "..." : text;
    return start.replaceAll("\\p{C}", "?");
  }
}
