package io.mce.spi;

/** The ability to show people that their messages are read and answered. */
@Experimental
public interface ReadMarks {

  /**
   * Marks a message as read, and with it all before it; blocks. Repeating it is harmless.
   *
   * @param remoteId the {@link MessageIn#remoteId()}
   * @throws ProviderException when the carrier refused or could not be reached
   */
  void markRead(String remoteId);

  /**
   * Marks a message as read and shows that an answer is being written, until the next message is
   * sent or the carrier's time for it is over (WhatsApp: 25 seconds); blocks.
   *
   * @param remoteId the {@link MessageIn#remoteId()} of the message that is being answered
   * @throws ProviderException when the carrier refused or could not be reached
   */
  void showTyping(String remoteId);
}
