/** WhatsApp against a Graph API that is played on the loopback interface. */
@NullMarked
package io.mce.whatsapp;

import org.jspecify.annotations.NullMarked;
