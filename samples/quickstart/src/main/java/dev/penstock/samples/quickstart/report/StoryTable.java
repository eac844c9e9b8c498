package dev.penstock.samples.quickstart.report;

/** The story of a run as text: a row for each release, and the verdict. */
public final class StoryTable {

  private StoryTable() {}

  /**
   * Renders a story.
   *
   * @param story what happened
   * @return lines that end with a line feed, ASCII as far as the story is
   */
  public static String render(Story story) {
    TextTable table =
        new TextTable().row("version", "commit", "change", "outcome", "live after", "took");
    for (ReleaseRow release : story.releases()) {
      table.row(
          release.version(),
          release.shortCommit(),
          release.subject(),
          release.outcome(),
          release.live(),
          Elapsed.text(release.took()));
    }
    return table + "\n" + story.verdict() + "\n";
  }
}
