package dev.penstock.samples.artifacts;

import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.Asset;
import dev.penstock.artifact.Domain;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.PackageQuery;
import dev.penstock.artifact.Page;
import dev.penstock.artifact.PageRequest;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.VersionQuery;
import dev.penstock.artifact.VersionVerdict;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The page for people: repositories, packages, versions, assets. Plain HTML; where a package is
 * stands in the query, as names hold nearly anything.
 */
final class PackagesPage {
  private static final int ROWS = 200;
  private static final String STYLE =
      "body{font:15px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em}"
          + "table{border-collapse:collapse;width:100%}"
          + "td,th{text-align:left;padding:.3em .6em;border-bottom:1px solid #ddd;"
          + "overflow-wrap:anywhere}code{font-size:90%}";

  private final Domain domain;

  PackagesPage(Domain domain) {
    this.domain = domain;
  }

  /**
   * Answers.
   *
   * @param mayReview whether the page shows what reviews keep from readers, too
   */
  ProtocolResponse answer(ProtocolRequest request, boolean mayReview) throws IOException {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      throw ProtocolException.methodNotAllowed(request.method(), "GET, HEAD");
    }
    try {
      String repository = request.query("repository").orElse("");
      StringBuilder html = new StringBuilder();
      if (repository.isEmpty()) {
        repositories(html);
      } else if (request.query("name").isEmpty()) {
        packages(html, seen(repository, mayReview), request);
      } else {
        versions(html, seen(repository, mayReview), request, mayReview);
      }
      return page(html, request);
    } catch (ArtifactException e) {
      throw new ProtocolException(404, "not here");
    } catch (InvalidDefinitionException | IllegalArgumentException e) {
      throw new ProtocolException(400, "no such page");
    }
  }

  private Repository seen(String name, boolean mayReview) throws IOException {
    Repository repository = domain.repository(name);
    return mayReview ? repository.forReview() : repository;
  }

  private void repositories(StringBuilder html) throws IOException {
    html.append("<h1>Repositories</h1><table>");
    for (String name : domain.repositoryNames()) {
      row(html, link("/browse?repository=" + encoded(name), name));
    }
    html.append("</table>");
  }

  private static void packages(StringBuilder html, Repository repository, ProtocolRequest request)
      throws IOException {
    String here = "/browse?repository=" + encoded(repository.name());
    html.append("<h1>").append(link("/", "Repositories")).append(" / ");
    html.append(escaped(repository.name())).append("</h1><table>");
    html.append("<tr><th>format<th>package");
    Page<PackageCoordinates> page = repository.packages(PackageQuery.ALL, rows(request));
    for (PackageCoordinates of : page.items()) {
      String query =
          "&format="
              + of.format().id()
              + "&namespace="
              + encoded(of.namespace())
              + "&name="
              + encoded(of.name());
      row(html, escaped(of.format().id()), link(here + query, title(of)));
    }
    html.append("</table>");
    more(html, here, page);
  }

  private void versions(
      StringBuilder html, Repository repository, ProtocolRequest request, boolean mayReview)
      throws IOException {
    PackageCoordinates of =
        new PackageCoordinates(
            PackageFormat.of(request.query("format").orElse("")),
            request.query("namespace").orElse(""),
            request.query("name").orElse(""));
    String up = "/browse?repository=" + encoded(repository.name());
    html.append("<h1>").append(link(up, repository.name())).append(" / ");
    html.append(escaped(title(of))).append("</h1><table>");
    html.append("<tr><th>version<th>status<th>published<th>assets");
    Page<VersionDescription> page = repository.versions(of, VersionQuery.ALL, rows(request));
    for (VersionDescription version : page.items()) {
      row(
          html,
          escaped(version.coordinates().version()),
          version.status()
              + (mayReview ? review(domain.repository(repository.name()), version) : ""),
          version
              .publishedTime()
              .map(time -> time.truncatedTo(ChronoUnit.SECONDS).toString())
              .orElse(""),
          assets(repository, version));
    }
    html.append("</table>");
    String here =
        up
            + "&format="
            + of.format().id()
            + "&namespace="
            + encoded(of.namespace())
            + "&name="
            + encoded(of.name());
    more(html, here, page);
  }

  /** What readers do not get of a version, and why. */
  private static String review(Repository repository, VersionDescription version)
      throws IOException {
    VersionVerdict verdict = repository.quarantine().verdict(version.coordinates());
    String word =
        switch (verdict.decision()) {
          case ALLOW -> "";
          case HIDE -> "hidden";
          case BLOCK -> "held";
        };
    return word.isEmpty() ? "" : "<br>" + word + ": " + escaped(verdict.reason());
  }

  private static String assets(Repository repository, VersionDescription version)
      throws IOException {
    StringBuilder list = new StringBuilder();
    List<Asset> assets = repository.assets(version.coordinates(), PageRequest.first(ROWS)).items();
    for (Asset asset : assets) {
      String name = "<code>" + escaped(asset.name()) + "</code>";
      Optional<String> path =
          version.status().isReadable()
              ? DownloadPath.of(repository.name(), version.coordinates(), asset.name())
              : Optional.empty();
      list.append(
          path.map(target -> "<a href=\"" + escaped(target) + "\">" + name + "</a>").orElse(name));
      list.append(", ").append(size(asset.size())).append("<br><small>sha256 <code>");
      list.append(asset.checksums().sha256()).append("</code></small><br>");
    }
    return list.toString();
  }

  /** A size for people. */
  static String size(long bytes) {
    if (bytes < 1_000) {
      return bytes == 1 ? "1 byte" : bytes + " bytes";
    }
    double size = bytes;
    int unit = -1;
    while (size >= 999.95) {
      size /= 1_000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %cB", size, "kMGTPE".charAt(unit));
  }

  private static PageRequest rows(ProtocolRequest request) {
    return new PageRequest(ROWS, request.query("after").orElse(null));
  }

  private static void more(StringBuilder html, String here, Page<?> page) {
    page.next()
        .map(next -> String.valueOf(next.token()))
        .ifPresent(
            token -> html.append("<p>").append(link(here + "&after=" + encoded(token), "more")));
  }

  private static String title(PackageCoordinates of) {
    if (of.namespace().isEmpty()) {
      return of.name();
    }
    return switch (of.format()) {
      case NPM -> "@" + of.namespace() + "/" + of.name();
      case MAVEN -> of.namespace() + ":" + of.name();
      default -> of.namespace() + " / " + of.name();
    };
  }

  private static void row(StringBuilder html, String... cells) {
    html.append("<tr>");
    for (String cell : cells) {
      html.append("<td>").append(cell);
    }
  }

  private static String link(String target, String text) {
    return "<a href=\"" + escaped(target) + "\">" + escaped(text) + "</a>";
  }

  private static ProtocolResponse page(StringBuilder html, ProtocolRequest request) {
    byte[] bytes =
        ("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Packages</title><style>"
                + STYLE
                + "</style>"
                + html)
            .getBytes(StandardCharsets.UTF_8);
    ProtocolResponse page =
        request.method().equals("HEAD")
            ? ProtocolResponse.empty(200)
                .with("Content-Type", "text/html; charset=utf-8")
                .with("Content-Length", Integer.toString(bytes.length))
            : ProtocolResponse.of(200, "text/html; charset=utf-8", bytes);
    return page.with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        .with("X-Content-Type-Options", "nosniff")
        .with("Cache-Control", "no-store");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
