package io.mce.conversation;

/**
 * Why a message was not sent, or why that is unknown, or what it waits for; see {@link
 * io.mce.channel.SendingLimit}.
 *
 * @param code stable, for programs
 * @param message a sentence for people
 */
public record MessageError(String code, String message) {}
