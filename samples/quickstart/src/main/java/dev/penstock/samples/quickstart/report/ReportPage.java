package dev.penstock.samples.quickstart.report;

import dev.penstock.samples.quickstart.traffic.Side;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The story of a run as one HTML page: it holds its styles and pictures, asks no network for
 * anything, needs no JavaScript, and follows the reader's choice of light or dark.
 */
public final class ReportPage {
  private static final String STYLE = "report.css";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Story story;
  private final Markup page = new Markup();

  private ReportPage(Story story) {
    this.story = story;
  }

  /**
   * Renders a story.
   *
   * @param story what happened
   * @return a whole HTML document, to be stored as UTF-8
   */
  public static String render(Story story) {
    return new ReportPage(story).render();
  }

  private String render() {
    page.raw("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
    page.raw("<meta charset=\"utf-8\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.leaf("title", story.pipeline() + ": " + story.verdict());
    page.raw("<style>\n" + style() + "</style>\n").close().open("body").open("main");
    heading();
    releases();
    pipelines();
    traffic();
    waves();
    return page.close().close().close().toString();
  }

  private void heading() {
    page.open("header");
    page.leaf("p", "Penstock quickstart", "class", "eyebrow");
    page.leaf("h1", story.pipeline());
    page.open("p", "class", "verdict " + (story.isAsTold() ? "succeeded" : "failed"));
    page.leaf("span", story.isAsTold() ? "✔" : "✘", "class", "dot");
    page.leaf("span", story.verdict());
    page.close();
    page.open("dl", "class", "figures");
    List<TrafficSeconds> seconds = seconds();
    long requests = seconds.stream().mapToLong(TrafficSeconds::allRequests).sum();
    long errors = seconds.stream().mapToLong(TrafficSeconds::allErrors).sum();
    figure("began", TIME.format(story.started()));
    figure("took", Elapsed.text(Duration.between(story.started(), story.ended())));
    figure("releases", String.valueOf(story.releases().size()));
    figure("requests", String.format(Locale.ROOT, "%,d", requests));
    figure("failed", String.format(Locale.ROOT, "%,d", errors));
    page.close().close();
  }

  private void figure(String name, String value) {
    page.open("div").leaf("dt", name).leaf("dd", value).close();
  }

  private void releases() {
    page.open("section").leaf("h2", "Releases");
    page.open("div", "class", "scroll").open("table");
    headings("Version", "Commit", "Change", "Outcome", "Live after", "Took");
    page.open("tbody");
    for (ReleaseRow release : story.releases()) {
      page.open("tr");
      page.leaf("th", release.version(), "scope", "row");
      page.open("td").leaf("code", release.shortCommit()).close();
      page.leaf("td", release.subject());
      page.open("td").open("span", "class", "state");
      badge(release.state());
      page.leaf("span", release.outcome()).close().close();
      page.leaf("td", release.live());
      page.leaf("td", Elapsed.text(release.took()), "class", "number");
      page.close();
    }
    page.close().close().close().close();
  }

  private void badge(RunState state) {
    page.leaf(
        "span",
        String.valueOf(state.symbol()),
        "class",
        "dot " + state.style(),
        "title",
        state.words());
  }

  private void headings(String... names) {
    page.open("thead").open("tr");
    for (String name : names) {
      page.leaf("th", name, "scope", "col");
    }
    page.close().close();
  }

  private void pipelines() {
    page.open("section").leaf("h2", "Pipeline");
    for (ReleaseRow release : story.releases()) {
      List<ActionRow> actions =
          story.actions().stream()
              .filter(action -> action.execution().equals(release.execution()))
              .toList();
      page.open("figure").open("figcaption");
      page.leaf("strong", release.version()).leaf("span", release.subject()).close();
      page.open("div", "class", "scroll");
      page.raw(PipelinePicture.draw("pipeline of " + release.version(), actions, story.ended()));
      page.close().close();
    }
    page.close();
  }

  private void traffic() {
    List<TrafficSeconds> seconds = seconds();
    page.open("section").leaf("h2", "Traffic");
    page.open("figure").open("figcaption").leaf("span", "Share of requests answered by");
    page.open("span", "class", "key").leaf("i", "", "class", "blue").leaf("span", "blue").close();
    page.open("span", "class", "key").leaf("i", "", "class", "green").leaf("span", "green").close();
    page.close().open("div", "class", "scroll");
    page.raw(TrafficChart.draw(story.started(), seconds, story.marks())).close();
    page.open("ol", "class", "marks");
    for (Mark mark : story.marks()) {
      page.open("li");
      page.leaf("span", Elapsed.text(Duration.between(story.started(), mark.at())), "class", "at");
      page.leaf("span", mark.text()).close();
    }
    page.close().close();
    page.open("details").leaf("summary", "The same as numbers, second by second");
    page.open("div", "class", "scroll").open("table", "class", "dense");
    headings("Second", "Blue", "Green", "Failed on blue", "Failed on green");
    page.open("tbody");
    for (TrafficSeconds row : seconds) {
      page.open("tr");
      numbers(
          row.second(),
          row.requests(Side.BLUE),
          row.requests(Side.GREEN),
          row.errors(Side.BLUE),
          row.errors(Side.GREEN));
      page.close();
    }
    page.close().close().close().close().close();
  }

  private void numbers(long... values) {
    for (long value : values) {
      page.leaf("td", String.valueOf(value), "class", "number");
    }
  }

  private void waves() {
    Map<String, List<WaveRow>> deployments = new LinkedHashMap<>();
    for (WaveRow row : story.waves()) {
      deployments.computeIfAbsent(row.deployment(), name -> new ArrayList<>()).add(row);
    }
    page.open("section").leaf("h2", "Deployments").open("div", "class", "grid-of-figures");
    deployments.forEach(
        (name, rows) -> {
          page.open("figure").open("figcaption").leaf("strong", name).close();
          page.raw(WavesPicture.draw(name, rows)).close();
        });
    page.close().close();
  }

  private List<TrafficSeconds> seconds() {
    return TrafficSeconds.of(story.started(), story.traffic());
  }

  private static String style() {
    try (InputStream file =
        Objects.requireNonNull(ReportPage.class.getResourceAsStream(STYLE), STYLE)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
