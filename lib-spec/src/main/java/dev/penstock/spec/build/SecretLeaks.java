package dev.penstock.spec.build;

import dev.penstock.spec.build.Buildspec.Env;
import dev.penstock.spec.tree.Findings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Downloads that are run unseen, and fetched secrets that reach the log in another form. */
final class SecretLeaks {

  private static final Set<String> DOWNLOADS = Set.of("curl", "wget");
  private static final Set<String> SHELLS =
      Set.of("sh", "bash", "zsh", "dash", "/bin/sh", "/bin/bash", "source", ".");
  private static final Set<String> PRINTERS = Set.of("echo", "printf");
  private static final Set<String> ENCODERS =
      Set.of(
          "base64", "xxd", "od", "hexdump", "rev", "base32", "tr", "sed", "cut", "fold", "openssl");

  private final Findings findings;
  private final Set<String> fetched = new HashSet<>();

  SecretLeaks(Findings findings, Env env) {
    this.findings = findings;
    fetched.addAll(env.parameterStore().keySet());
    fetched.addAll(env.secretsManager().keySet());
  }

  void check(ReadCommand command) {
    if (CommandNotes.mayDownload(command.notes()) && runsDownload(command)) {
      findings.report(
          BuildRule.DOWNLOAD_IS_RUN,
          command.node(),
          command.path(),
          "a download is run without a look at it",
          "",
          "name its version, verify its checksum, and run it then");
    }
    if (!fetched.isEmpty() && CommandNotes.hasPipe(command.notes()) && printsEncoded(command)) {
      findings.report(
          BuildRule.ENCODED_SECRET,
          command.node(),
          command.path(),
          "a fetched secret is printed in a form that no mask knows",
          "",
          "keep it out of the output");
    }
  }

  private static boolean runsDownload(ReadCommand command) {
    List<ShellText.Simple> simple = command.simple();
    for (int i = 0; i < simple.size(); i++) {
      ShellText.Simple each = simple.get(i);
      if (!DOWNLOADS.contains(each.program())) {
        continue;
      }
      boolean isPiped =
          each.after().equals("|")
              && i + 1 < simple.size()
              && SHELLS.contains(simple.get(i + 1).program());
      boolean isSubstituted =
          each.before().equals("<(") && i > 0 && SHELLS.contains(simple.get(i - 1).program());
      if (isPiped || isSubstituted) {
        return true;
      }
    }
    return simple.stream().anyMatch(SecretLeaks::runsDownloadedText);
  }

  /** {@code sh -c "$(curl …)"}. */
  private static boolean runsDownloadedText(ShellText.Simple simple) {
    return SHELLS.contains(simple.program())
        && simple.has("-c")
        && simple.words().stream()
            .map(ShellText::plain)
            .anyMatch(word -> word.startsWith("$(curl") || word.startsWith("$(wget"));
  }

  private boolean printsEncoded(ReadCommand command) {
    List<ShellText.Simple> simple = command.simple();
    for (int i = 0; i + 1 < simple.size(); i++) {
      if (PRINTERS.contains(simple.get(i).program())
          && simple.get(i).after().equals("|")
          && simple.get(i).words().stream().anyMatch(this::namesFetched)
          && isLoggedEncoded(simple, i + 1)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a pipe through encoders ends in the log, not in a file, a program or a variable. */
  private static boolean isLoggedEncoded(List<ShellText.Simple> simple, int first) {
    if (simple.get(first - 1).before().equals("$(") || simple.get(first - 1).before().equals("`")) {
      return false;
    }
    for (int i = first; i < simple.size(); i++) {
      if (!ENCODERS.contains(simple.get(i).program()) || simple.get(i).writesToFile()) {
        return false;
      }
      if (!simple.get(i).after().equals("|")) {
        return true;
      }
    }
    return false;
  }

  /** Whether the word holds {@code $NAME} or <code>${NAME</code> of something that was fetched. */
  private boolean namesFetched(String word) {
    for (int i = word.indexOf('$'); i >= 0; i = word.indexOf('$', i + 1)) {
      int from = word.startsWith("{", i + 1) ? i + 2 : i + 1;
      int to = from;
      while (to < word.length() && BuildTask.isAllowed(word.charAt(to))) {
        to++;
      }
      if (fetched.contains(word.substring(from, to))) {
        return true;
      }
    }
    return false;
  }
}
