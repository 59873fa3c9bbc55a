package io.mce.spi;

import java.util.List;

/**
 * Text with buttons to answer by.
 *
 * @param body what is said
 * @param choices one to ten buttons; carriers may allow fewer
 */
public record QuickReply(String body, List<Choice> choices) implements Content {

  /**
   * One button.
   *
   * @param id what comes back when it is pressed, see {@link MessageIn#choiceId()}
   * @param title what it says
   */
  public record Choice(String id, String title) {

    /** Refuses blank parts. */
    public Choice {
      Check.notBlank(id, "id");
      Check.notBlank(title, "title");
    }
  }

  /** Copies the choices. */
  public QuickReply {
    Check.notBlank(body, "body");
    choices = List.copyOf(choices);
    Check.that(!choices.isEmpty() && choices.size() <= 10, "a quick reply has one to ten choices");
  }

  @Override
  public ChannelCapability capability() {
    return ChannelCapability.QUICK_REPLY;
  }

  /** The sizes only. */
  @Override
  public String toString() {
    return "QuickReply[" + body.length() + " characters, " + choices.size() + " choices]";
  }
}
