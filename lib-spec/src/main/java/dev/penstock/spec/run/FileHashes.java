package dev.penstock.spec.run;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code $(codebuild-hash-files <glob>...)} in the key of a cache by the SHA-256 of the
 * files (B-187): the hash over the hashes of the files, as hexadecimal digits, in the order of
 * their paths below the sources. {@link HelperPrograms} has the same for commands.
 */
final class FileHashes {

  private static final Pattern CALL =
      Pattern.compile("\\$\\(\\s*codebuild-hash-files\\s+([^()]*)\\)");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");

  private final Path root;
  private final BuildTexts texts;
  private final MaskedLog log;

  FileHashes(Path root, BuildTexts texts, MaskedLog log) {
    this.root = root;
    this.texts = texts;
    this.log = log;
  }

  String replaceIn(String key) throws IOException {
    Matcher call = CALL.matcher(key);
    StringBuilder replaced = new StringBuilder();
    while (call.find()) {
      call.appendReplacement(replaced, hash(call.group(1)));
    }
    return call.appendTail(replaced).toString();
  }

  private String hash(String words) throws IOException {
    Map<String, String> values = texts.values(VariableText.namesIn(List.of(words)));
    List<Glob> globs = new ArrayList<>();
    Matcher word = WORD.matcher(words);
    while (word.find()) {
      String text = word.group(1);
      if (text == null) {
        String open = word.group(2) == null ? word.group(3) : word.group(2);
        text = VariableText.expand(open, values);
      }
      globs.add(Glob.of(text));
    }
    List<FileTree.Found> files =
        FileTree.below(
                root,
                root,
                false,
                path -> globs.stream().anyMatch(glob -> glob.mayMatchBelow(path)),
                why -> log.line("Skipping invalid file path " + why))
            .stream()
            .filter(file -> globs.stream().anyMatch(glob -> glob.matches(file.components())))
            .sorted(Comparator.comparing(FileTree.Found::path))
            .toList();
    if (files.isEmpty()) {
      throw new IOException("codebuild-hash-files " + words.strip() + ": no such file");
    }
    StringBuilder hashes = new StringBuilder();
    for (FileTree.Found file : files) {
      hashes.append(hash(file.file()));
    }
    return Hashing.sha256().hashString(hashes, StandardCharsets.US_ASCII).toString();
  }

  private static HashCode hash(Path file) throws IOException {
    try {
      return MoreFiles.asByteSource(file).hash(Hashing.sha256());
    } catch (AccessDeniedException e) {
      throw UnreadableException.file(file, e);
    }
  }
}
