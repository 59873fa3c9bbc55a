package io.mce.spi;

/**
 * Plain text.
 *
 * @param body what is said; line ends are {@code \n}
 */
public record Text(String body) implements Content {

  /** Refuses blank text. */
  public Text {
    Check.notBlank(body, "body");
  }

  @Override
  public ChannelCapability capability() {
    return ChannelCapability.TEXT;
  }

  /** The length only: what people write stays out of logs. */
  @Override
  public String toString() {
    return "Text[" + body.length() + " characters]";
  }
}
