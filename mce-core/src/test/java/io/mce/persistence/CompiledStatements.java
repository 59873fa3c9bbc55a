package io.mce.persistence;

import io.mce.kernel.Actor;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the SQL in the compiled classes of the engine: what could be sent, whether a test did or
 * not.
 */
final class CompiledStatements {

  private static final Pattern SQL =
      Pattern.compile(
          "(?is)\\s*(select|insert|update|delete|with)\\b.*\\bmce_\\w+.*|.*\\b(from|join|into|update)\\s+mce_\\w+\\b.*");

  private static final Pattern START =
      Pattern.compile("(?is)\\s*(select|insert|update|delete|with)\\b");

  /** What cuts a statement into pieces: a placeholder of a format, or of a concatenation. */
  private static final Pattern HOLE = Pattern.compile("%s|\u0001");

  private CompiledStatements() {}

  /** The texts by themselves, each with the class that holds it. */
  static Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    try {
      Path root = Path.of(Actor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
          String name = root.relativize(file).toString();
          for (String text : strings(Files.readAllBytes(file))) {
            if (SQL.matcher(text).matches()) {
              texts.putIfAbsent(text, name);
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return texts;
  }

  /**
   * A text as a whole statement, with something harmless in its holes; empty for one that is only a
   * part of a statement.
   */
  static Optional<String> whole(String text) {
    if (!START.matcher(text).lookingAt()) {
      return Optional.empty();
    }
    return Stream.of("", "1")
        .map(filling -> HOLE.matcher(text).replaceAll(filling))
        .filter(CompiledStatements::isUnderstood)
        .findFirst();
  }

  private static boolean isUnderstood(String sql) {
    try {
      StatementMutants.unchanged(sql);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The pieces of a text that are the same whenever it is sent. */
  static List<String> pieces(String text) {
    return HOLE.splitAsStream(text)
        .map(CompiledStatements::plain)
        .filter(p -> !p.isEmpty())
        .toList();
  }

  /** A text without the differences that make none. */
  static String plain(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  /** The string constants of a class file, by the layout that the Java VM specification gives. */
  private static List<String> strings(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    in.readInt();
    in.readInt();
    int count = in.readUnsignedShort();
    Map<Integer, String> texts = new HashMap<>();
    List<Integer> constants = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> texts.put(i, in.readUTF());
        case 8 -> constants.add(in.readUnsignedShort());
        case 7, 16, 19, 20 -> in.readUnsignedShort();
        case 15 -> in.skipBytes(3);
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.readInt();
        case 5, 6 -> {
          in.readLong();
          i++; // These take two places.
        }
        default -> throw new IOException("constant of an unknown kind " + tag);
      }
    }
    return constants.stream().map(texts::get).toList();
  }
}
