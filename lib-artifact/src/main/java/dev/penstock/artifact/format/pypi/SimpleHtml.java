package dev.penstock.artifact.format.pypi;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Pages of the simple API in HTML (W-078, W-080). */
final class SimpleHtml {
  private static final String REPOSITORY_VERSION = "1.0";

  private final StringBuilder page = new StringBuilder();

  private SimpleHtml(String title) {
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"pypi:repository-version\" content=\"" + REPOSITORY_VERSION + "\">\n")
        .append("<title>" + title + "</title>\n</head>\n<body>\n<h1>" + title + "</h1>\n");
  }

  /** Projects link to their pages relative to the index. */
  static byte[] index(List<String> projects) {
    SimpleHtml html = new SimpleHtml("Simple index");
    for (String project : projects) {
      html.page.append("<a href=\"" + project + "/\">" + project + "</a><br>\n");
    }
    return html.end();
  }

  static byte[] project(ProjectName name, List<ProjectFile> files) {
    SimpleHtml html = new SimpleHtml("Links for " + name);
    files.forEach(html::link);
    return html.end();
  }

  private byte[] end() {
    return page.append("</body>\n</html>\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private void link(ProjectFile file) {
    page.append("<a");
    attribute("href", file.url() + "#sha256=" + file.sha256());
    if (!file.facts().requiresPython().isEmpty()) {
      attribute("data-requires-python", file.facts().requiresPython());
    }
    if (file.yanked() != null) {
      attribute("data-yanked", file.yanked());
    }
    if (!file.metadataSha256().isEmpty()) {
      attribute("data-dist-info-metadata", "sha256=" + file.metadataSha256());
      attribute("data-core-metadata", "sha256=" + file.metadataSha256());
    }
    if (file.facts().isSigned()) {
      attribute("data-gpg-sig", "true");
    }
    page.append(">").append(escaped(file.name())).append("</a><br>\n");
  }

  private void attribute(String name, String value) {
    page.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#x27;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
