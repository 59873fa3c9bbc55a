package io.mce.spi;

/** What an outbound message says. Text forms show sizes and names only, never what is said. */
public sealed interface Content permits Text, Media, Template, QuickReply {

  /** What a channel must be able to do to carry this. */
  ChannelCapability capability();
}
