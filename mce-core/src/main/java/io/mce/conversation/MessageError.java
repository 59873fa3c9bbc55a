package io.mce.conversation;

/**
 * Why a message was not sent, or why that is unknown.
 *
 * @param code stable, for programs
 * @param message a sentence for people
 */
public record MessageError(String code, String message) {}
