package io.mce.conversation;

/**
 * Puts a text together from pieces, some of which are missing. Around a missing piece, and nowhere
 * else, doubled spaces, commas that separate nothing and empty brackets go.
 */
final class TidyText {

  private static final String OPENING = "([{\"'«“‘";
  private static final String CLOSING = ")]}\"'»”’";
  private static final String COMMAS = ",;:";
  private static final String DASHES = "-–—";
  private static final String ENDS = ".!?…";

  private final StringBuilder text = new StringBuilder();
  private boolean gap;

  /** Adds a piece. */
  void append(String piece) {
    if (piece.isEmpty()) {
      return;
    }
    if (gap) {
      gap = false;
      join(piece);
    } else {
      text.append(piece);
    }
  }

  /** Says that a piece is missing here. */
  void leaveOut() {
    gap = true;
  }

  /** Returns the whole. */
  String finish() {
    if (gap) {
      gap = false;
      join("");
    }
    return text.toString();
  }

  private void join(String piece) {
    boolean spaceBefore = dropSpaceAtEnd();
    String rest = piece.stripLeading();
    String space = piece.substring(0, piece.length() - rest.length());
    int lineEnd = space.indexOf('\n');
    if (lineEnd >= 0) {
      dropSeparatorAtEnd();
      text.append(space.substring(lineEnd)).append(rest);
    } else if (closesEmptyBrackets(rest)) {
      text.setLength(text.length() - 1);
      join(rest.substring(1));
    } else if (isAtLineStart()) {
      appendAtLineStart(rest);
    } else {
      appendInLine(rest, spaceBefore || !space.isEmpty());
    }
  }

  private void appendInLine(String piece, boolean space) {
    if (piece.isEmpty() || isOneOf(piece.charAt(0), COMMAS + ENDS + ")")) {
      dropSeparatorAtEnd();
    } else if (space) {
      if (isOneOf(lastCharacter(), DASHES) && isOneOf(piece.charAt(0), DASHES)) {
        dropSeparatorAtEnd();
      }
      if (!isOneOf(lastCharacter(), OPENING)) {
        text.append(' ');
      }
    }
    text.append(piece);
  }

  /** A line that would begin with a comma begins with the word after it instead. */
  private void appendAtLineStart(String piece) {
    int from = 0;
    while (from < piece.length() && isOneOf(piece.charAt(from), COMMAS + DASHES + ENDS + " ")) {
      from++;
    }
    if (from < piece.length()) {
      int first = piece.codePointAt(from);
      text.appendCodePoint(Character.toTitleCase(first));
      text.append(piece.substring(from + Character.charCount(first)));
    }
  }

  private boolean dropSpaceAtEnd() {
    int length = text.length();
    while (length > 0 && (text.charAt(length - 1) == ' ' || text.charAt(length - 1) == '\t')) {
      length--;
    }
    boolean dropped = length < text.length();
    text.setLength(length);
    return dropped;
  }

  private void dropSeparatorAtEnd() {
    if (isOneOf(lastCharacter(), COMMAS + DASHES)) {
      text.setLength(text.length() - 1);
      dropSpaceAtEnd();
    }
  }

  private boolean closesEmptyBrackets(String rest) {
    int opening = OPENING.indexOf(lastCharacter());
    return opening >= 0 && !rest.isEmpty() && rest.charAt(0) == CLOSING.charAt(opening);
  }

  private boolean isAtLineStart() {
    return text.isEmpty() || lastCharacter() == '\n';
  }

  private static boolean isOneOf(char character, String characters) {
    return characters.indexOf(character) >= 0;
  }

  private char lastCharacter() {
    return text.isEmpty() ? '\n' : text.charAt(text.length() - 1);
  }
}
