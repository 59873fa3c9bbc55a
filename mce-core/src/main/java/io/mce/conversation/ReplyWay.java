package io.mce.conversation;

import io.mce.provider.AccountId;

/**
 * By which way a message to a lead would go now, if nobody chose another.
 *
 * @param account whose templates can be used
 * @param channel the medium
 * @param window whether free text is taken
 * @param templates whether templates are
 */
public record ReplyWay(AccountId account, String channel, WindowState window, boolean templates) {}
