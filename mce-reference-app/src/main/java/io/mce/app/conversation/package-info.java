/** Conversations over HTTP: the inbox and the chat with one lead. */
@NullMarked
package io.mce.app.conversation;

import org.jspecify.annotations.NullMarked;
