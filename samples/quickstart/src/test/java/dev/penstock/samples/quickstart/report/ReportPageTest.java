package dev.penstock.samples.quickstart.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

@DisplayName("The report page")
class ReportPageTest {
  private static final Path COPY = Path.of("target", "report-sample.html");

  @Test
  @DisplayName("is well formed and shows a picture for each release, deployment and the traffic")
  void isWellFormed() throws Exception {
    String page = ReportPage.render(SampleStory.story());
    Files.writeString(COPY, page);
    Document document = parse(page);
    assertEquals(3 + 4 + 1, document.getElementsByTagName("svg").getLength());
    assertEquals(16, classes(document, "bar succeeded") + classes(document, "bar failed") - bars());
    assertEquals(7, classes(document, "mark-badge"));
    assertEquals(1, classes(document, "action waiting"));
    assertEquals(1, classes(document, "action failed"));
  }

  @Test
  @DisplayName("needs no network and no JavaScript")
  void isSelfContained() {
    String page = ReportPage.render(SampleStory.story());
    for (String loader :
        List.of("<script", "src=", "href=", "url(", "@import", "http:", "https:")) {
      assertFalse(page.contains(loader), loader);
    }
  }

  @Test
  @DisplayName("escapes what commits say")
  void escapes() {
    String page = ReportPage.render(SampleStory.story());
    assertTrue(page.contains("Cache the prices of &lt;alcohol&gt; &amp; co"));
    assertFalse(page.contains("<alcohol>"));
  }

  @Test
  @DisplayName("draws no traffic over the time in which nobody asked")
  void gaps() {
    List<TrafficSeconds> seconds =
        TrafficSeconds.of(SampleStory.BEGIN, SampleStory.story().traffic());
    assertEquals(0, seconds.get(36).allRequests());
    assertEquals(200, seconds.get(35).allRequests());
    String chart = TrafficChart.draw(SampleStory.BEGIN, seconds, List.of());
    assertEquals(4, chart.split("class=\"area ", -1).length - 1);
  }

  @Test
  @DisplayName("is made of a run that did nothing as well")
  void empty() throws Exception {
    Instant begin = SampleStory.BEGIN;
    Story nothing =
        new Story(
            "shop",
            begin,
            begin,
            false,
            "nothing happened",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    assertEquals(1, parse(ReportPage.render(nothing)).getElementsByTagName("svg").getLength());
  }

  /** The bars of the chart of failed requests: the seconds 27 and 28. */
  private static int bars() {
    return 2;
  }

  private static int classes(Document document, String name) {
    NodeList all = document.getElementsByTagName("*");
    int count = 0;
    for (int index = 0; index < all.getLength(); index++) {
      var attribute = all.item(index).getAttributes().getNamedItem("class");
      count += attribute != null && attribute.getNodeValue().equals(name) ? 1 : 0;
    }
    return count;
  }

  private static Document parse(String page) throws Exception {
    String xml = page.replace("<!DOCTYPE html>", "").replaceAll("<meta ([^>]*)>", "<meta $1/>");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }
}
