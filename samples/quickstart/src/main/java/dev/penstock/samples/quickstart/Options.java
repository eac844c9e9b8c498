package dev.penstock.samples.quickstart;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param isApproving whether releases are approved without asking
 * @param isCrashing whether the run is killed once and resumed
 * @param directory where the run keeps everything; a new one unless given
 * @param isResuming whether the directory is that of an earlier run, which goes on
 * @param releases how many of the commits are released
 */
record Options(
    boolean isApproving,
    boolean isCrashing,
    Optional<Path> directory,
    boolean isResuming,
    int releases) {

  static final int ALL_RELEASES = 3;

  static final String USAGE =
      """
      usage: run [--yes] [--crash] [--directory DIR | --resume DIR] [--releases N]

        --yes            approve without asking
        --crash          kill the program in the middle of a production deployment, and resume
        --directory DIR  keep everything in DIR, which must not exist or be empty
        --resume DIR     go on with the run that was cut short in DIR
        --releases N     release the first N commits only, 1 to 3
      """;

  /** A command line that makes no sense; the message teaches. */
  static final class WrongUse extends Exception {
    private static final long serialVersionUID = 1L;

    WrongUse(String message) {
      super(message);
    }
  }

  static Options parse(List<String> words) throws WrongUse {
    Options options = new Options(false, false, Optional.empty(), false, ALL_RELEASES);
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      switch (word) {
        case "--yes" -> options = options.approving();
        case "--crash" -> options = options.crashing();
        case "--directory", "--resume" -> {
          options = options.in(word, value(words, ++i, "a directory"), word.equals("--resume"));
        }
        case "--releases" -> options = options.withReleases(value(words, ++i, "1 to 3"));
        default ->
            throw new WrongUse(
                "\""
                    + word
                    + "\" is no option; allowed: --yes, --crash, --directory, --resume,"
                    + " --releases");
      }
    }
    if (options.isCrashing && options.isResuming) {
      throw new WrongUse("--crash begins a new run, --resume goes on with one; choose one of them");
    }
    return options;
  }

  private static String value(List<String> words, int index, String what) throws WrongUse {
    if (index >= words.size()) {
      throw new WrongUse(words.get(index - 1) + " needs a value: " + what);
    }
    return words.get(index);
  }

  private Options approving() {
    return new Options(true, isCrashing, directory, isResuming, releases);
  }

  private Options crashing() {
    return new Options(isApproving, true, directory, isResuming, releases);
  }

  private Options in(String option, String path, boolean resumes) throws WrongUse {
    if (directory.isPresent()) {
      throw new WrongUse(
          option + " " + path + ": a directory was given before: " + directory.get());
    }
    return new Options(
        isApproving, isCrashing, Optional.of(Path.of(path).toAbsolutePath()), resumes, releases);
  }

  private Options withReleases(String text) throws WrongUse {
    if (!text.matches("[1-" + ALL_RELEASES + "]")) {
      throw new WrongUse("--releases: \"" + text + "\" is out of range; allowed: 1 to 3");
    }
    return new Options(isApproving, isCrashing, directory, isResuming, Integer.parseInt(text));
  }
}
